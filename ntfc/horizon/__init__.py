"""What a strategic body sees coming: topics, who watches each, and when it is expected."""

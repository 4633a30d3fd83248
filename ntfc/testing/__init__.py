"""What the authors of plugins test with: fixtures, factories, check_plugin()."""

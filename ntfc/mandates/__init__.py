"""Terms of reference in versions, and the joint review of their drafts."""

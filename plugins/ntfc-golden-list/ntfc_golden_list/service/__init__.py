"""Changing: each change asks for its permission and leaves a line in the audit trail."""

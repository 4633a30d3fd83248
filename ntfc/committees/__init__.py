"""The tree of bodies: what each is, where it stands, its terms and its contacts."""

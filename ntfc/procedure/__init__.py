"""Rules of procedure as data: settings of a body, in versions, checked and cited by number."""

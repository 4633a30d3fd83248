"""The papers of a body: who may read which, their versions, and the bodies they pass."""

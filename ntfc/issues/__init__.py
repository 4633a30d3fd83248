"""Issues: what members bring to a body, from the first proposal to the answer."""

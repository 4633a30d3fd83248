ROUTES = {"GET /": "site.be_here"}

"""Who may do what with accounts: each person with the own one, nobody with another's."""

ROUTES = {
    "GET /sign-in": "site.come_in",
    "POST /sign-in": "site.come_in",
    "GET /sign-in/code": "site.come_in",
    "POST /sign-in/code": "site.come_in",
    "POST /sign-out": "site.come_in",
    "POST /demo-sign-in": "site.come_in",
    "GET /forgotten-password": "site.come_in",
    "POST /forgotten-password": "site.come_in",
    "POST /language": "site.come_in",
    "GET /set-up/<token>": "site.come_in",  # the token decides
    "POST /set-up/<token>": "site.come_in",
    "GET /me": "account.own",
    "GET /me/password": "account.own",
    "POST /me/password": "account.own",
    "GET /me/devices": "account.own",
    "POST /me/devices/<int:device_id>/sign-out": "account.own",
    "POST /me/devices/sign-out-everywhere": "account.own",
    "GET /me/second-factor": "account.own",
    "POST /me/second-factor": "account.own",
    "POST /me/second-factor/start": "account.own",
    "POST /me/second-factor/codes": "account.own",
    "POST /me/second-factor/off": "account.own",
}
HOLDERS = {
    "account.own": set(),  # by `holds`: the person alone
    "account.choose_password": set(),  # granted by a reset link or an invitation alone
}

from ntfc import tokens


def test_no_token_of_a_set_up_link_stands_in_a_log():
    line = '127.0.0.1 "GET /set-up/kJ3x_9-abc HTTP/1.1" 200'
    assert tokens.without_tokens(line) == '127.0.0.1 "GET /set-up/… HTTP/1.1" 200'

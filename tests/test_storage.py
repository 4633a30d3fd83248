import pytest

from ntfc import storage


def test_what_was_put_is_got_and_kept_once(app, config):
    with app.app_context():
        name = storage.put(b"paper")
        assert storage.put(b"paper") == name
        assert storage.get(name) == b"paper"
        assert storage.exists(name)
        assert not storage.exists("0" * 64)
    assert len([path for path in (config.instance / "files").rglob("*") if path.is_file()]) == 1


def test_a_damaged_file_is_never_handed_out(app, config):
    with app.app_context():
        name = storage.put(b"paper")
        (config.instance / "files" / name[:2] / name).write_bytes(b"forged")
        with pytest.raises(ValueError, match="damaged"):
            storage.get(name)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 65])
def test_only_names_we_gave_are_looked_for(app, name):
    with app.app_context(), pytest.raises(ValueError, match="not the name"):
        storage.get(name)

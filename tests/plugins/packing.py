"""Making wheels of the samples without any network: a wheel is a zip file with three notes in it."""

import zipfile
from pathlib import Path

SAMPLES = Path(__file__).parent / "samples"
BROKEN = sorted({path.stem for path in (SAMPLES / "broken").iterdir() if path.stem[0] != "_"})
LEFT_OUT = {"__pycache__"}


def packed(target, name, source, *, version="1.0", requires=(), top=None, group="ntfc.plugins"):
    """Pack *source*, a module or a package, as the plugin *name*; return the wheel."""
    top = top or f"ntfc_sample_{name}"
    project = f"ntfc_sample_{name}"
    notes = f"{project}-{version}.dist-info"
    wheel = Path(target) / f"{project}-{version}-py3-none-any.whl"
    needs = "".join(f"Requires-Dist: {line}\n" for line in requires)
    files = {
        **dict(contents(Path(source), top)),
        f"{notes}/METADATA": f"Metadata-Version: 2.1\nName: {project}\nVersion: {version}\n{needs}",
        f"{notes}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{notes}/entry_points.txt": f"[{group}]\n{name} = {top}\n",
    }
    files[f"{notes}/RECORD"] = "".join(f"{file},,\n" for file in [*files, f"{notes}/RECORD"])
    with zipfile.ZipFile(wheel, "w") as archive:
        for file, content in files.items():
            archive.writestr(file, content)
    return wheel


def contents(source, top):
    if source.is_file():
        yield f"{top}.py", source.read_bytes()
        return
    for path in sorted(source.rglob("*")):
        if path.is_file() and not LEFT_OUT & set(path.parts):
            yield f"{top}/{path.relative_to(source)}", path.read_bytes()


def broken(target, name, **more):
    module = SAMPLES / "broken" / f"{name}.py"
    return packed(target, name, module if module.exists() else module.with_suffix(""), **more)

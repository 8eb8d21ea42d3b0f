"""Fills a domain that has been provisioned and does not run yet: units, rights, entries. Reads JSON from standard input.

Everything goes through Samba's own modules, in one transaction, which is many times faster than adding entries to a server that runs. What
is made stays in memory until then, and so must its index: without `batch_mode` each entry copies the index of all those before it.
"""
import json
import sys

from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB
from samba.sd_utils import SDUtils

wish = json.load(sys.stdin)
lp = LoadParm()
lp.load(wish["folder"] + "/etc/smb.conf")
options = ["batch_mode:1", "transaction_index_cache_size:200000"]
db = SamDB(url=wish["folder"] + "/private/sam.ldb", session_info=system_session(), lp=lp, options=options)
db.transaction_start()
db.add_ldif(wish["frame"], controls=["relax:0"])


def allow(rights):
    for dn, ace in rights:
        login = ace[ace.index("SID-") + 4 : -1]
        found = db.search(expression="(sAMAccountName=%s)" % login, attrs=["objectSid"])
        sid = db.schema_format_value("objectSID", found[0]["objectSid"][0]).decode()
        SDUtils(db).dacl_add_ace(dn, ace.replace("SID-" + login, sid))


# What is inherited must stand before the entries are made; what hides containers, after them.
allow(wish["rights"])
db.add_ldif(wish["entries"], controls=["relax:0"])
allow(wish["hidden"])
for dn, sddl in wish["guards"]:
    SDUtils(db).modify_sd_on_dn(dn, sddl)
db.transaction_commit()

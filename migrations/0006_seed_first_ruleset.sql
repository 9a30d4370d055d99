-- The first ruleset: which words make which category and priority, and which priorities become
-- incidents. Where terms of several categories are found, the first rule in the list wins.
--
-- A term is found as whole words, whatever their case, so plurals and other forms are terms of
-- their own. Left out on purpose are words that mean something else more often than not: "switch",
-- "ping", "internet" ("Internet Explorer"), "wireless" ("wireless mouse"), "phone" and "mobile
-- phone" (signatures), "word", "teams", "unauthorized" (any HTTP 401), "ups" ("pop-ups").

INSERT INTO intake.rulesets (document, note)
VALUES ($ruleset$
{
  "default": "software",
  "rules": [
    {
      "category": "security",
      "priority": "high",
      "terms": [
        "phishing", "phish", "phished", "spear phishing", "smishing", "vishing", "scam", "scams",
        "scammed", "scammer", "fraud", "fraudulent", "spoofed", "spoofing", "social engineering",
        "identity theft", "impersonation", "impersonating", "password", "passwords", "passphrase",
        "passcode", "passcodes", "pass word", "passwd", "login", "logins", "log in", "log into",
        "logging in", "logging into", "logged out", "logon", "log on to", "logging on", "sign in",
        "sign into", "signin", "signing in", "sign on", "sso", "mfa", "2fa", "two factor",
        "two step verification", "multi factor", "multifactor", "authenticator", "authentication",
        "authenticate", "one time code", "credential", "credentials", "locked out", "lockout",
        "lock out", "account locked", "account is locked", "locked account", "unlock account",
        "unlock my account", "breach", "breaches", "breached", "data leak", "data leaks",
        "exfiltration", "hacked", "hacker", "hackers", "hacking", "compromised", "malware",
        "ransomware", "ransom", "virus", "viruses", "trojan", "trojans", "spyware", "adware",
        "rootkit", "keylogger", "botnet", "backdoor", "infected", "infection", "antivirus",
        "anti virus", "quarantined", "exploit", "exploits", "exploited", "vulnerability",
        "vulnerabilities", "zero day", "cve", "sql injection", "brute force", "ddos",
        "denial of service", "intrusion", "intruder", "suspicious", "malicious",
        "unauthorized access", "unauthorised access", "unauthorized login", "unauthorised login",
        "security incident", "security alert", "security issue", "stolen", "theft", "lost laptop",
        "lost my laptop", "lost phone", "lost my phone", "lost badge"
      ]
    },
    {
      "category": "network",
      "priority": "medium",
      "terms": [
        "vpn", "vpns", "network", "networks", "networking", "network drive", "network drives",
        "mapped drive", "mapped drives", "wifi", "wi-fi", "wlan", "ssid", "hotspot", "lan", "wan",
        "latency", "packet loss", "jitter", "bandwidth", "connection", "connections",
        "connectivity", "reconnect", "reconnecting", "disconnects", "disconnecting", "no internet",
        "internet access", "internet connection", "internet down", "internet is", "internet outage",
        "internet not working", "slow internet", "ethernet", "router", "routers", "network switch",
        "modem", "modems", "access point", "access points", "wireless network", "firewall",
        "firewalls", "load balancer", "proxy", "proxies", "default gateway", "bad gateway",
        "gateway timeout", "dns", "dhcp", "ip address", "ip addresses", "subnet", "subnets", "vlan",
        "vlans", "tcp", "udp", "traceroute", "ping fails", "unreachable"
      ]
    },
    {
      "category": "hardware",
      "priority": "low",
      "terms": [
        "hardware", "laptop", "laptops", "workstation", "workstations", "macbook", "thinkpad",
        "chromebook", "tablet", "tablets", "ipad", "ipads", "iphone", "iphones", "smartphone",
        "smartphones", "desk phone", "desktop computer", "handset", "screen", "screens",
        "touchscreen", "monitor", "monitors", "external display", "second display", "dead pixel",
        "dead pixels", "flickering", "projector", "projectors", "keyboard", "keyboards", "mouse",
        "mice", "touchpad", "trackpad", "webcam", "webcams", "headset", "headsets", "headphones",
        "earphones", "microphone", "loudspeaker", "battery", "batteries", "charger", "chargers",
        "not charging", "power supply", "power cord", "power adapter", "power button", "cable",
        "cables", "adapter", "adapters", "dongle", "dongles", "docking station", "docking stations",
        "dock", "usb", "usb stick", "hdmi", "displayport", "thunderbolt", "printer", "printers",
        "toner", "cartridge", "cartridges", "paper jam", "paper tray", "copier", "photocopier",
        "scanner", "scanners", "hard drive", "hard drives", "hard disk", "hard disks", "ssd", "hdd",
        "disk failure", "motherboard", "mainboard", "graphics card", "video card", "cpu", "gpu",
        "ram", "memory module", "fan noise", "noisy fan", "overheating", "overheats", "overheated",
        "water damage"
      ]
    },
    {
      "category": "software",
      "priority": "low",
      "terms": [
        "software", "application", "applications", "app", "apps", "program", "programs", "crash",
        "crashes", "crashed", "crashing", "freeze", "freezes", "freezing", "frozen", "hangs",
        "not responding", "stopped working", "error message", "error code", "stack trace", "bug",
        "bugs", "install", "installs", "installed", "installing", "installation", "installer",
        "reinstall", "uninstall", "setup", "update", "updates", "updated", "updating", "upgrade",
        "upgrades", "upgraded", "upgrading", "patch", "patches", "license", "licenses", "licence",
        "licences", "licensing", "license key", "licence key", "subscription", "activation",
        "activation key", "plugin", "plugins", "plug-in", "plug-ins", "add-in", "add-ins", "addin",
        "macro", "macros", "driver", "drivers", "excel", "spreadsheet", "spreadsheets", "outlook",
        "mailbox", "powerpoint", "onenote", "microsoft word", "ms word", "word document",
        "microsoft teams", "ms teams", "microsoft office", "office 365", "onedrive", "sharepoint",
        "skype", "acrobat", "adobe", "photoshop", "pdf", "browser", "browsers", "chrome", "firefox",
        "microsoft edge", "internet explorer", "website", "web page", "windows", "macos", "linux",
        "operating system", "sap", "oracle", "salesforce", "jira", "confluence", "visio",
        "visual studio", "database", "databases"
      ]
    }
  ],
  "escalate": ["high"]
}
$ruleset$, 'The first ruleset');

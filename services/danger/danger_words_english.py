"""The English words of danger, as danger_words.py has the Chinese: no spaces, small."""

from collections.abc import Mapping

_THEY = "he|she|somebody|someone|man|woman|guy|child|kid|mother|mom|mum|father|dad|wife|husband"
_KIN = (
    "child|kid|son|daughter|boy|girl|baby|mother|mom|mum|father|dad|wife|husband|grandma|grandpa"
    "|grandmother|grandfather|brother|sister"
)
_NOT = "{can't|can’t|cant|cannot|couldn't|isn't|isnot}"

ENGLISH: Mapping[str, str] = {
    "suicide": (
        "suicide suicidal kill{myself|himself|herself|themselves} {want|wants|going}to{die"
        "|jumpoff|jumpfrom} wannadie endmylife don{'|’|}twanttolive nolongerwanttolive"
        " jump{|ing|ed|s}{off|from}the{roof|bridge|building|balcony|window}"
    ),
    "fire": (
        "fire(?!extinguish|escape|hydrant|works?|cracker|door|place|fight|proof|wall|drill|lane"
        "|exit|safety|hose|equipment|engine|truck|station|d(?:from|by)|inspect|wood|fly|access"
        "|passage|man|box|cabinet|risk|hazard|regulation|department) onfire burningdown"
        " {smoke|smoking}…(?:everywhere|fillingthe|comingout|comingfrom|pouring) explosion"
        " exploded exploding caughtfire"
    ),
    "gas": (
        "gas{|is|pipe|pipeis|bottle|stove}leak {smell|smells|smelling|smelled|smelt}{|of|like|the"
        "|some|strong|strongly}gas leaking{|of}gas gassmell gasexplo carbonmonoxide"
    ),
    "medical": (
        "unconscious notbreathing stoppedbreathing cannotbreathe can{'|’|}tbreathe heartattack"
        f" heartstopped {{having|had|has|hada|havinga}}stroke passedout fainted {{{_THEY}}}{{|has"
        "|just|is}collaps bleedingto {bleeding|bleeds}…(?:heavily|alot|badly|won) ambulance"
        " overdose choking seizure convuls {heis|sheis|he's|she's|isheor}dying notresponding"
        " unresponsive poisoned foodpoison"
    ),
    "rescue": (
        "trapped stuckin{the|a|an|our|side|sidethe}{lift|elevator} {lift|elevator}…(?:stuckinside"
        "|stuckwith|withpeople) drowning drowned fell{into|in}the{river|lake|water|well|canal}"
        " electrocuted electricshock {building|house|roof|ceiling|wall|bridge}{|has|is"
        "|just}collaps buriedunder"
    ),
    "violence": (
        "beat{ing|s|}{me|her|him|his|my|a|up}(?!ttery) hit{ting|s}{me|her|him|hiswife|mymother}"
        " stabbed stabbing {hasa|witha|holdinga}{knife|gun} robbed robbery beingattacked"
        " attackedme rape{d|s} raping domesticviolence"
        " {going|wants|threaten|threatens|threatening}tokill killme(?!nt) murder gunshot"
        " breakinginto brokeintomy kidnap"
    ),
    "missing": (
        f"{{{_KIN}}}…(?:missing|gotlost|islost|waslost|can'tbefound) lost{{my|our}}{{{_KIN}}}"
        f" missing{{child|person|kid}} {_NOT}find{{my|our}}{{{_KIN}}}"
    ),
    "help": (
        "emergency(?!exit|light|door|stair|lamp|number|contact|lane|route|phone|brake|button|call)"
        " callthepolice call{110|119|120|911} saveme rescueme helpus(?!with|to)"
    ),
}

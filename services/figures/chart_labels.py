"""The names of the three rates as pictures: a machine need not have a font with Chinese signs.

Each is 120 by 48 pixels of one bit, row by row, deflated, in base 85; drawn once with Noto Sans
CJK SC Bold (docs/decisions/0027).
"""

from base64 import b85decode
from collections.abc import Mapping
from zlib import decompress

from PIL import Image

from services.figures.rates import Rate

SIZE = (120, 48)

_DRAWN: Mapping[Rate, bytes] = {
    Rate.RESPONSE: (
        b"c-pPfK}y6h6adhlsSp=JFCd9Wm;;p7BYA+*2^5^2J%TrpuI$ny7;!PnNtuNi4E_F02$>A-^g}-"
        b"XLHHy;0r+#QQfX*4zG!`7mXh>U_Z$6YsX!v4la5%Ps=(rcIwPeM0jQ^_63wUr6*cE<Hab!EAF~mafwoivw4C"
        b"rWvSyZl;iLl}1+&Ethf!3Ar7d41Gi*Yx0-uSX>U)T!qpmlvo=?QG*I<r&6*vsN=7$-"
        b"_$nEH_U=o`>e%rw9G>y%GM;G~~1h?&jbdlFr-TE%D-@S)P5*JUIQP<G;kqGcCRHAC-"
        b"iZ-6nKUYQ@--xDh!DfTFB-ZETE@R=kjP^F8xe0%!ga3>lH!1q("
    ),
    Rate.RESOLUTION: (
        b"c-pnnv1-FG5CG6KE>(xXb?i{0enM8$V)c_cW-yK*Lr4FTA<&HZ1sOv;TA@P~DttXjZkxH#8+1G*PP#(?e~-"
        b"LP$?#Imc}{iMMe>VZ60;1HMC1iE<kbZa<fZ;5l6DntiA>^a;EoC403>R=7JZ~`wZzP>^FWcEtWng>l-"
        b"urP74?J5+PpJzPrcpH$ONYNpgkX^orS=Bpr)0@ur-"
        b"m{o`lBY7(40==<*q`=non|Fjt$mOWO0Okphuu67MJC=6mvyp#_UHkk1;X8tKzv5qJn}=<Kl=nIm&4T=l|4o&"
        b"`F%xvEzWSWu)-"
        b"lSDeA7OniDiL61T(G4`AR%N1`sS=lb?<Ap?`jTF@vDC8QQY!Okepw4ATx1z3Z9YXlDdxR0Sz`6bTyP<u$nWK"
        b"80IVbL_%~>{2Dpv<zxV<h<qPr"
    ),
    Rate.SATISFACTION: (
        b"c-"
        b"pPfJx;?g6ae67jB18TzCab18}tAu;V2xTJEpP3z(zO$IR^u3COYN_6frQyRR>&Q^<h6Z{h7hTlRw#h&wl`aZ"
        b"o_@=N`{~zg+byBQV=FkAmWlJTSQM(A$ZxHP~Zu99ECh&B|;N3XH?1cbrp4OV~BB{6KrLdAQ87jb^o!lM_k~i"
        b"9qlQ;ak0!J=_vdQtEMzE0~SUNTc9vS(-"
        b"Ta74eG#2`39m2TVtVs0lVo8mp#RLg$*Od$*~%3BeCf4$3gWt(uoyrJhYK<Z6=(aLifDm#rbS9W?1KGGTmh0{"
        b"D{1(`^@R;=5tT)K@{z4>Ca%x%#Qxn^SXR!h_ZESE#4JRZ=|Xh8#uVMJ3ifLS;L(p7SfEhszL7wx{&BJF_VV-"
        b"EO1I31iGON2Twmjns6Q-|3dm8|JHs1N9+tI"
    ),
}


def label_of(rate: Rate) -> Image.Image:
    """Give the name of a rate as a mask: what is set is ink."""
    return Image.frombytes("1", SIZE, decompress(b85decode(_DRAWN[rate])))

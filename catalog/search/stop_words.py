"""Words that carry nothing to look for: of the language, and of the way people ask."""

# Folded. «te» is not here: a tea is sold; nor numbers, which tell a laguna 69 from another.
_LANGUAGE = """
a al ante aquel aquella aquellas aquellos aqui asi aun bajo cada como con contra cual cuales cuando cuyo de
del desde donde durante e el ella ellas ellos en entre era es esa esas ese eso esos esta estan estas este
esto estos fue ha han hasta hay la las le les lo los mas me mi mis mucha muchas mucho muchos muy ni no nos
nosotros nuestra nuestras nuestro nuestros o otra otras otro otros para pero por porque pues que quien se
sea segun ser si sin sobre son su sus tambien tan tanto toda todas todo todos tras tu tus u un una unas uno
unos usted ustedes y ya
"""
STOP_WORDS = frozenset(_LANGUAGE.split())

# How people ask, and say nothing of what: left out of a query where something else is asked.
_ASKING = """
busca buscando buscar busco buscamos compra comprar compramos compro comprando quiero queremos quisiera
quisieramos deseo deseamos necesito necesitamos necesita venden vende vendes venta ventas vendo vender tiene
tienen tienes consigo conseguir encontrar encuentro favor hola buenos buenas gracias precio precios costo
costos cuanto cuesta cuestan vale valen ofrecen ofrece proveedor proveedores proveedora proveedoras
productor productores productora productoras producto productos cotizacion cotizar mayor mayoreo menor
alguien algun alguna barata baratas barato baratos economica economicas economico economicos requiero
requerimos solicito
"""
ASKING = frozenset(_ASKING.split())

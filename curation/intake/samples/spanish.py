"""La Oficina Vecinal de Vivienda no existe, ni nadie que aparezca en sus papeles."""

from curation.intake.samples.content import Contents, Letter, Section, Table, Text

OFFICE = "Oficina Vecinal de Vivienda"

REPORT = Text(
    head=OFFICE,
    title="Servicio de consultas de alquiler: informe anual",
    sections=(
        Section(
            "Objeto del servicio",
            (
                "El servicio de consultas atiende a personas que alquilan una vivienda y tienen dudas sobre su "
                "contrato, la fianza o las reparaciones. La primera consulta es gratuita y dura treinta minutos. La "
                "atienden tres asesoras y un abogado que acude los miércoles.",
                "Antes de la cita se pide una copia del contrato y de los tres últimos recibos. Si la persona no "
                "tiene contrato escrito, la asesora reúne otras pruebas, como transferencias o mensajes.",
                "Al terminar, cada persona recibe un resumen por escrito con los plazos que debe respetar y la "
                "dirección del registro donde puede presentar su reclamación.",
            ),
        ),
        Section(
            "Términos usados en este informe",
            (
                "La fianza es la cantidad que el inquilino entrega al firmar el contrato para responder de los daños "
                "y de los recibos impagados.",
                "El burofax es un envío que deja constancia del contenido, de la fecha y de la recepción.",
                "Se entiende por prórroga la continuación del contrato cuando vence su plazo y nadie ha avisado de "
                "lo contrario.",
                "La mediación es una reunión voluntaria en la que una persona neutral ayuda a las partes a llegar a "
                "un acuerdo.",
            ),
        ),
        Section(
            "Resultados del año",
            (
                "La oficina atendió 635 consultas, de las cuales 248 eran de personas nuevas. El tiempo de espera "
                "bajó de catorce a ocho días laborables desde que se abrió un turno de tarde en febrero.",
                "La tabla compara los dos últimos años. Las mediaciones con acuerdo aumentaron sobre todo en los "
                "casos de reparaciones.",
            ),
            table=Table(
                ("Medida", "Año anterior", "Este año"),
                (
                    ("Consultas atendidas", "571", "635"),
                    ("Personas nuevas", "219", "248"),
                    ("Espera en días laborables", "14", "8"),
                    ("Mediaciones con acuerdo", "37", "52"),
                    ("Fianzas devueltas", "64 por ciento", "73 por ciento"),
                ),
            ),
        ),
        Section(
            "Devolución de la fianza",
            (
                "El propietario dispone de un mes desde la entrega de las llaves para devolver la fianza. Pasado ese "
                "plazo, la cantidad pendiente genera intereses. Si retiene una parte, debe explicar por escrito el "
                "motivo y presentar las facturas.",
                "El desgaste por el uso normal de la vivienda no se puede descontar. Se consideran uso normal las "
                "marcas de muebles en el suelo, la pintura envejecida o pequeños agujeros de cuadros.",
                "Aconsejamos fotografiar cada habitación el día de la entrega y firmar un acta con la lectura de los "
                "contadores de agua, luz y gas.",
            ),
        ),
        Section(
            "Reparaciones en la vivienda",
            (
                "El propietario paga las reparaciones necesarias para que la vivienda siga siendo habitable, como la "
                "caldera, las tuberías o la instalación eléctrica. El inquilino paga las pequeñas reparaciones que "
                "causa el uso diario, como una persiana o un grifo que gotea.",
                "La avería se comunica por escrito y con fotografías. Si es urgente, el inquilino puede encargar la "
                "reparación y pedir el importe después, siempre que haya avisado antes y guarde la factura.",
            ),
        ),
        Section(
            "Quejas y sugerencias",
            (
                "La oficina recibió nueve quejas. Cinco se referían al tiempo de espera, tres al horario y una a un "
                "documento enviado a otra persona. Desde octubre, dos asesoras revisan la dirección antes de cada "
                "envío.",
            ),
        ),
        Section(
            "Planes para el próximo año",
            (
                "La oficina ofrecerá una charla sobre contratos el primer jueves de cada mes. También publicará un "
                "modelo de acta de entrega en tres idiomas. El objetivo es que ocho de cada diez fianzas se "
                "devuelvan dentro del plazo.",
            ),
        ),
    ),
)  # fmt: skip

SCAN = Letter(
    head=OFFICE,
    lines=("Calle del Olivar, 8", "Fecha: 3 de noviembre", "Expediente: AL 1184"),
    paragraphs=(
        "Estimada señora:",
        "En respuesta a su consulta sobre la caldera averiada, le confirmamos que esta reparación corresponde al "
        "propietario, porque sin agua caliente la vivienda no es habitable.",
        "Usted comunicó la avería por escrito el día 20 de octubre y adjuntó dos fotografías. El propietario no ha "
        "contestado en los diez días siguientes.",
        "Le aconsejamos enviar un burofax en el que conceda un último plazo de siete días. Indique la fecha del "
        "primer aviso y el precio del presupuesto que ya tiene, que es de 380 euros.",
        "Si el plazo termina sin respuesta, puede encargar la reparación y reclamar el importe. Guarde la factura y "
        "el justificante de pago. No descuente la cantidad del alquiler sin un acuerdo escrito.",
        "La siguiente cita queda fijada para el 24 de noviembre a las diez.",
    ),
    closing=("Atentamente,", "Servicio de consultas"),
)

HANDBOOK = Text(
    head=OFFICE,
    title="Manual de atención al público",
    sections=(
        Section(
            "Dar una cita",
            (
                "Las citas se piden por teléfono, en persona o en la página web. Pregunte el nombre, el barrio y el "
                "motivo de la consulta. Si la persona tiene una fecha de desahucio en los próximos quince días, "
                "avise enseguida al abogado de guardia.",
            ),
            items=(
                "Confirme el número de teléfono en cada contacto.",
                "Ofrezca intérprete cuando la persona dude.",
                "Repita la fecha y la hora antes de terminar la llamada.",
            ),
        ),
        Section(
            "Horario",
            ("La oficina cierra los días festivos. En agosto solo abre por la mañana.",),
            table=Table(
                ("Día", "Oficina", "Teléfono"),
                (
                    ("Lunes a jueves", "de 9:00 a 19:00", "de 9:00 a 17:00"),
                    ("Viernes", "de 9:00 a 14:00", "de 9:00 a 13:00"),
                    ("Sábado", "cerrado", "cerrado"),
                ),
            ),
        ),
        Section(
            "Documentos que hay que traer",
            (
                "Pida siempre el contrato, los tres últimos recibos y un documento de identidad. Haga una copia y "
                "devuelva los originales en el acto. Las copias se guardan cinco años y después se destruyen.",
            ),
        ),
        Section(
            "Citas anuladas",
            (
                "Una cita se puede anular sin explicación hasta la víspera. Después de dos citas perdidas sin aviso, "
                "la persona pasa a la lista de espera ordinaria.",
            ),
        ),
    ),
)

NOTE = (
    "Nota de la visita, jueves 17:15",
    "Piso segundo, dos habitaciones.",
    "Humedad en la pared del baño.",
    "Ventana del salón no cierra bien.",
    "Caldera revisada en septiembre.",
    "Falta la factura del fontanero.",
    "Pedir copia del contrato firmado.",
    "Próxima visita: lunes a las 10:00.",
)

FAQ = """\
# Preguntas frecuentes

P: ¿Cuánto tiempo tiene el propietario para devolver la fianza?
R: Un mes desde la entrega de las llaves. Pasado ese plazo, la cantidad pendiente genera intereses.

P: ¿Puedo usar la fianza para pagar el último mes?
R: No, salvo que el propietario lo acepte por escrito. La fianza responde de los daños y de los recibos impagados.

P: ¿Quién paga la reparación de la caldera?
R: El propietario, si la avería no se debe a un mal uso. Comuníquela por escrito y guarde una copia.

P: ¿Puede el propietario entrar en la vivienda?
R: Solo con su permiso, excepto en una emergencia como un incendio o una inundación.

P: ¿Con cuánta antelación debo avisar si me voy?
R: Con treinta días, después de los primeros seis meses de contrato.

P: ¿Cuánto puede subir el alquiler cada año?
R: Lo que diga el contrato, y nunca más que el índice oficial publicado para ese año.

P: ¿La primera consulta cuesta dinero?
R: No. La primera consulta es gratuita y dura treinta minutos.

P: ¿Qué documentos debo llevar a la cita?
R: El contrato, los tres últimos recibos y un documento de identidad.
"""

SPANISH = Contents(
    language="es",
    report=("informe-de-alquiler.pdf", REPORT),
    scan=("respuesta-escaneada.pdf", SCAN),
    handbook=("manual-de-atencion.docx", HANDBOOK),
    note=("nota-de-visita.jpg", NOTE),
    faq=("preguntas-frecuentes.txt", FAQ),
)

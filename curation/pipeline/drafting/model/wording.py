"""What a model is told, in the language of the passage."""
# ruff: noqa: E501  # a sentence is read, and changed, as a whole

RULES = {
    "en": """You write training examples for a language model from passages of documents. Experts check each of them.
Rules:
- State only what the passage says. Add no number, date, unit, name or condition, and turn nothing into its opposite.
- Write in English.
- What you write is read without the passage: never say "the text", "the passage", "above" or "it" for what is not named.
- "quotes" are the words of the passage that the draft rests on, copied exactly, at least one for each draft.
- Make fewer drafts, or none, rather than weak ones.
- Answer with one JSON object alone: {{"drafts": [{fields}]}}.
""",
    "es": """Escribe ejemplos de entrenamiento para un modelo de lenguaje a partir de fragmentos de documentos. Cada uno \
lo revisa una persona experta.
Reglas:
- Diga solo lo que dice el fragmento. No añada números, fechas, unidades, nombres ni condiciones, ni afirme lo contrario.
- Escriba en español.
- Lo que escriba se lee sin el fragmento: no diga «el texto», «el fragmento» ni «lo anterior», y nombre las cosas.
- "quotes" son las palabras del fragmento en que se apoya el ejemplo, copiadas tal cual, al menos una por ejemplo.
- Haga menos ejemplos, o ninguno, antes que ejemplos flojos.
- Conteste solo con un objeto JSON: {{"drafts": [{fields}]}}.
""",
}
FIELDS = {
    "classification": '{"label": "…", "quotes": ["…"]}',
    "summary": '{"completion": "…", "quotes": ["…"]}',
    "conversation": '{"before": [{"role": "user", "content": "…"}], "prompt": "…", "completion": "…", "quotes": ["…"]}',
}
PLAIN_FIELDS = '{"prompt": "…", "completion": "…", "quotes": ["…"]}'
TASKS = {
    "en": {
        "question_answer": "Write up to {count} questions that a person could ask without knowing the document, and answer "
        "each completely and briefly.",
        "instruction": "Write up to {count} instructions or how-to questions, each with the answer that carries it out.",
        "summary": "Sum the passage up in {sentences} sentences at most, as the one draft.",
        "classification": "Give the one label that fits the passage best, as the one draft.{labels}",
        "conversation": 'Write up to {count} short talks between a user and an expert. "before" holds the earlier turns '
        'and may be empty, "prompt" the user\'s last message and "completion" the expert\'s answer.',
        "generation": "Write up to {count} briefs for a text (title and what it must mention), each with the text, "
        "made of what the passage says.",
    },
    "es": {
        "question_answer": "Escriba hasta {count} preguntas que una persona haría sin conocer el documento y conteste cada "
        "una de forma completa y breve.",
        "instruction": "Escriba hasta {count} instrucciones o preguntas sobre cómo hacer algo, con la respuesta que las "
        "cumple.",
        "summary": "Resuma el fragmento en {sentences} frases como máximo, como único ejemplo.",
        "classification": "Dé la etiqueta que mejor conviene al fragmento, como único ejemplo.{labels}",
        "conversation": 'Escriba hasta {count} conversaciones cortas entre un usuario y una persona experta. "before" '
        'contiene los turnos anteriores y puede quedar vacío, "prompt" el último mensaje del usuario y "completion" la '
        "respuesta experta.",
        "generation": "Escriba hasta {count} encargos de un texto (título y lo que debe mencionar), cada uno con el texto, "
        "hecho de lo que dice el fragmento.",
    },
}
WORDS = {
    "en": {
        "labels": " Choose among: {labels}.",
        "guideline": "What the experts are asked to do:\n{text}",
        "examples": "Examples that experts have signed off, for their style alone:",
        "passage": "Passage ({place}):\n<<<\n{text}\n>>>",
        "here": "no heading",
        "rewrite": "Rewrite this one draft as the expert asks, and give it as the one draft.\nPrompt: {prompt}\n"
        "Completion: {completion}\nThe expert asks: {instruction}",
        "better": "Make it clearer and closer to the passage.",
    },
    "es": {
        "labels": " Elija entre: {labels}.",
        "guideline": "Lo que se pide a las personas expertas:\n{text}",
        "examples": "Ejemplos con visto bueno, solo por su estilo:",
        "passage": "Fragmento ({place}):\n<<<\n{text}\n>>>",
        "here": "sin título",
        "rewrite": "Reescriba este ejemplo como pide la persona experta y delo como único ejemplo.\nPetición: {prompt}\n"
        "Respuesta: {completion}\nLa persona experta pide: {instruction}",
        "better": "Que sea más claro y más fiel al fragmento.",
    },
}

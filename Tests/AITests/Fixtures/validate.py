"""Validates requests against the schemas of their APIs.

usage: validate.py FOLDER <REQUESTS

FOLDER holds the schemas. Each line of REQUESTS is an object: name, format, streamed, body. Printed are lines of JSON:
one a request that is not valid (name, error), and at the end the number of requests (checked).
"""

import json
import sys

try:
    import jsonschema
    import yaml
except ImportError as error:
    sys.exit(f"{error}: install the Debian packages python3-jsonschema and python3-yaml")


def anthropic(folder):
    """The request has a type for each way to be answered."""
    document = json.load(open(f"{folder}/anthropic.messages.derived.schema.json"))
    return document, lambda streamed: "#/$defs/MessageCreateParams" + ("Streaming" if streamed else "NonStreaming")


def openai(schema):
    def load(folder):
        document = json.load(open(f"{folder}/openai.subset.openapi.json"))
        return document, lambda streamed: f"#/components/schemas/{schema}"

    return load


def ollama(folder):
    document = yaml.safe_load(open(f"{folder}/ollama.openapi.yaml"))
    return document, lambda streamed: "#/components/schemas/ChatRequest"


def gemini(folder):
    """The types are there, but not the request that is made of them."""
    document = json.load(open(f"{folder}/gemini.derived.schema.json"))
    part = {"$ref": "#/$defs/Content"}
    document["$defs"]["Request"] = {
        "type": "object",
        "additionalProperties": False,
        "required": ["contents"],
        "properties": {
            "contents": {"type": "array", "minItems": 1, "items": part},
            "systemInstruction": part,
            "tools": {"type": "array", "items": {"$ref": "#/$defs/Tool"}},
            "toolConfig": {"$ref": "#/$defs/ToolConfig"},
            "generationConfig": {"$ref": "#/$defs/GenerationConfig"},
        },
    }
    return document, lambda streamed: "#/$defs/Request"


LOADERS = {
    "anthropic": anthropic,
    "openai": openai("CreateResponse"),
    "openai-chat": openai("CreateChatCompletionRequest"),
    "gemini": gemini,
    "ollama": ollama,
}


def validators(folder):
    made = {}

    def validator(format, streamed):
        if (format, streamed) not in made:
            document, reference = LOADERS[format](folder)
            resolver = jsonschema.RefResolver.from_schema(document)
            made[format, streamed] = jsonschema.Draft202012Validator({"$ref": reference(streamed)}, resolver=resolver)
        return made[format, streamed]

    return validator


def deepest(error):
    """The error within the alternative that came nearest."""
    while error.context:
        error = max(error.context, key=lambda inner: (len(inner.absolute_path), -len(inner.schema_path)))
    return f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"


def unknown(body, known):
    return sorted(set(body) - known)


def properties(document, schema):
    """All properties of an object's schema, those of what it is put together from among them."""
    if "$ref" in schema:
        target = document
        for key in schema["$ref"].removeprefix("#/").split("/"):
            target = target[key]
        return properties(document, target)
    found = set(schema.get("properties", {}))
    for inner in schema.get("allOf", []):
        found |= properties(document, inner)
    return found


def main():
    folder = sys.argv[1]
    validator, known, checked = validators(folder), {}, 0
    for line in sys.stdin:
        request = json.loads(line)
        checked += 1
        format, streamed, body = request["format"], request["streamed"], request["body"]
        errors = [deepest(error) for error in validator(format, streamed).iter_errors(body)]
        # The schemas allow any other key at the top, the services do not.
        if (format, streamed) not in known:
            document, reference = LOADERS[format](folder)
            known[format, streamed] = properties(document, {"$ref": reference(streamed)})
        errors += [f"{key}: no such key" for key in unknown(body, known[format, streamed])]
        for error in errors:
            print(json.dumps({"name": request["name"], "error": error}))
    print(json.dumps({"checked": checked}))


main()

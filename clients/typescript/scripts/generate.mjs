// Writes src/generated out of docs/openapi.json: its schemas as types, its operations as methods.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../../docs/openapi.json", import.meta.url);
const target = new URL("../src/generated/", import.meta.url);
const document = JSON.parse(await readFile(source, "utf8"));

const camel = (name) => name[0].toLowerCase() + name.slice(1);
const comment = (text, indent = "") => `${indent}/** ${text.replaceAll("*/", "* /").replaceAll("\n", " ")} */\n`;
const typeOf = (schema) => {
  if (schema.$ref) return `Schemas["${schema.$ref.split("/").at(-1)}"]`;
  if (schema.type === "array") return `${typeOf(schema.items)}[]`;
  return { integer: "number", number: "number", boolean: "boolean" }[schema.type] ?? "string";
};

const methodOf = (path, method, operation) => {
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith("2"))[1];
  // A method answers with what its type says, so it does not ask for another form.
  const parameters = (operation.parameters ?? []).filter((parameter) => parameter.name !== "format" || !("application/json" in (success.content ?? {})));
  const inPath = parameters.filter((parameter) => parameter.in === "path");
  const answer = Object.values(success.content ?? {})[0];
  const address = "`" + path.replace(/\{(\w+)\}/g, (_, name) => "${encodeURIComponent(" + name + ")}") + "`";
  const given = inPath.map((parameter) => `${parameter.name}: ${typeOf(parameter.schema)}`);
  const parts = [];
  const body = operation.requestBody;
  if (body) {
    const types = Object.keys(body.content);
    const mediaType = types.find((type) => type.includes("merge-patch")) ?? types[0];
    const schema = body.content[mediaType].schema;
    const optional = body.required ? "" : "?";
    given.push(schema.format === "binary" ? `body${optional}: Blob` : `body${optional}: ${typeOf(schema)}`);
    parts.push("body", `mediaType: "${mediaType}"`);
  }

  const told = operation["x-event-data"];
  const isPaged = "Link" in (success.headers ?? {}) && answer?.schema.type === "array";
  if (parameters.some((parameter) => parameter.in === "query")) {
    given.push(`query?: Query<"${operation.operationId}">`);
    if (!isPaged && !told) parts.push("query");
  }

  given.push(told ? "options?: EventOptions" : "options?: CallOptions");
  const name = camel(operation.operationId.split("_")[1]);
  const call = isPaged
    ? `lms.list<${typeOf(answer.schema.items)}>(${address}, query, options)`
    : told
      ? `lms.follow<Schemas["${told}"]>(${address}, ${given.some((one) => one.startsWith("query?")) ? "query" : "{}"}, options${operation["x-last-event"] ? `, "${operation["x-last-event"]}"` : ""})`
      : `lms.call<${answer ? typeOf(answer.schema) : "void"}>("${method.toUpperCase()}", ${address}, { ${parts.join(", ")} }, options)`;
  return comment(operation.summary, "  ") + `  ${name}: (${given.join(", ")}) => ${call},\n`;
};

const resources = new Map();
for (const [path, methods] of Object.entries(document.paths)) {
  for (const [method, operation] of Object.entries(methods)) {
    const resource = operation.operationId.split("_")[0];
    resources.set(resource, (resources.get(resource) ?? "") + methodOf(path, method, operation));
  }
}

const about = new Map(document.tags.map((tag) => [tag.name, tag.description ?? tag.name]));
const operations =
  `// Generated from docs/openapi.json by scripts/generate.mjs.
import type { CallOptions, Connection, EventOptions } from "../connection.js";
import type { components, operations } from "./schema.js";

export type Schemas = components["schemas"];
type Query<Name extends keyof operations> = NonNullable<operations[Name]["parameters"]["query"]>;

` +
  [...resources].map(([name, methods]) => comment(about.get(name) ?? name) + `export const ${camel(name)} = (lms: Connection) => ({\n${methods}});\n`).join("\n") +
  `
/** All that the API does, by resource. */
export const everything = (lms: Connection) => ({
${[...resources.keys()].map((name) => `  ${camel(name)}: ${camel(name)}(lms),\n`).join("")}});

` +
  comment("What a problem, or one of its blocks, is called. A later library may have more of them.") +
  `export type ProblemCode = ${document.components.schemas.Problem.properties.code["x-extensible-enum"].map((code) => `"${code}"`).join(" | ")} | (string & {});\n\n` +
  Object.keys(document.components.schemas).map((name) => `export type ${name} = Schemas["${name}"];\n`).join("");

await mkdir(target, { recursive: true });
await writeFile(new URL("schema.ts", target), "// Generated from docs/openapi.json.\n" + astToString(await openapiTS(document, { defaultNonNullable: false })));
await writeFile(new URL("operations.ts", target), operations);

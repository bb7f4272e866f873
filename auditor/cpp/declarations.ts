/** What a C++ text declares: functions with their bodies, variables that outlive a call, names that Python may call. */
import type { Place } from "../source/source-file.ts";
import { literalText } from "./tokens.ts";
import { childAt, childrenAt, type SyntaxNode } from "../source/syntax-tree.ts";
import { childOfType, partsOf, walk } from "./syntax-node.ts";

/** A text as it was parsed. */
export interface ParsedUnit {
  readonly text: string;
  readonly placeOf: (node: { readonly start: number; readonly end: number }) => Place;
  readonly isC: boolean;
}

export interface Parameter {
  readonly name: string;
  /** As it is written, without the name. */
  readonly type: string;
}

export interface FunctionDeclaration {
  readonly name: string;
  /** With namespaces and classes. */
  readonly path: string;
  /** The class that it is a method of. */
  readonly owner: string | undefined;
  readonly unit: ParsedUnit;
  readonly node: SyntaxNode;
  readonly body: SyntaxNode;
  readonly parameters: readonly Parameter[];
  readonly returns: string;
  readonly isKernel: boolean;
  readonly isDevice: boolean;
  /** Not seen outside of its file. */
  readonly isPrivate: boolean;
  /** Known to the linker by the name that is written. */
  readonly hasPlainName: boolean;
  /** Run when the library is loaded. */
  readonly atLoad: boolean;
}

/** A variable that keeps its value from one call to the next. */
export interface KeptVariable {
  readonly name: string;
  readonly type: string;
  /** What it begins with. */
  readonly value: SyntaxNode | undefined;
  readonly unit: ParsedUnit;
  readonly node: SyntaxNode;
}

/** A name under which something can be called from Python. */
export interface Export {
  readonly name: string;
  /** The function's name in C++. */
  readonly function: string;
}

export interface Declarations {
  readonly functions: readonly FunctionDeclaration[];
  readonly kept: readonly KeptVariable[];
  readonly exports: readonly Export[];
  /** Fields of classes and structs, by the class. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** Declared without a body: what a header or a binding text names. */
  readonly prototypes: readonly string[];
}

interface Surroundings {
  readonly path: readonly string[];
  readonly owner: string | undefined;
  readonly isC: boolean;
  readonly isHidden: boolean;
}

export function declarationsOf(unit: ParsedUnit, root: SyntaxNode): Declarations {
  const reader = new Reader(unit);
  reader.all(root, { path: [], owner: undefined, isC: unit.isC, isHidden: false });
  return reader;
}

class Reader implements Declarations {
  readonly functions: FunctionDeclaration[] = [];
  readonly kept: KeptVariable[] = [];
  readonly exports: Export[] = [];
  readonly fields = new Map<string, string[]>();
  readonly prototypes: string[] = [];
  readonly #unit: ParsedUnit;

  constructor(unit: ParsedUnit) {
    this.#unit = unit;
  }

  all(node: SyntaxNode, around: Surroundings): void {
    for (const child of partsOf(node)) this.#one(child, around);
  }

  #one(node: SyntaxNode, around: Surroundings): void {
    switch (node.type) {
      case "namespace_definition": {
        const name = childAt(node, "name");
        const inside = name === undefined ? around.path : [...around.path, this.#textOf(name)];
        const body = childAt(node, "body");
        if (body !== undefined)
          this.all(body, { ...around, path: inside, isHidden: around.isHidden || name === undefined });
        return;
      }
      case "linkage_specification": {
        const body = childAt(node, "body");
        if (body?.type === "declaration_list") this.all(body, { ...around, isC: true });
        else if (body !== undefined) this.#one(body, { ...around, isC: true });
        return;
      }
      case "function_definition":
        return this.#function(node, around);
      case "class_specifier":
      case "struct_specifier":
      case "union_specifier":
        return this.#class(node, around);
      case "declaration":
      case "field_declaration":
        return this.#declaration(node, around);
      default:
        // Templates, access labels, regions that do not parse: what stands in them stands here.
        if (!node.type.endsWith("statement") && !node.type.endsWith("expression")) this.all(node, around);
    }
  }

  #class(node: SyntaxNode, around: Surroundings): void {
    const name = childAt(node, "name");
    const body = childAt(node, "body");
    if (body === undefined) return;
    const owner = name === undefined ? "" : this.#textOf(name).replace(/<[\s\S]*$/, "");
    this.fields.set(owner, []);
    this.all(body, { ...around, path: [...around.path, owner], owner });
  }

  #function(node: SyntaxNode, around: Surroundings): void {
    const body = childAt(node, "body") ?? childOfType(node, "try_statement");
    const declarator = functionDeclarator(childAt(node, "declarator"));
    const named = childAt(declarator, "declarator");
    if (declarator === undefined || named === undefined || body === undefined) return;
    const written = this.#textOf(named).replace(/\s+/g, "");
    const parts = withoutTemplates(written).split("::");
    const name = parts.at(-1) ?? written;
    const head = this.#unit.text.slice(node.start, named.start);
    const words = new Set(head.match(/\w+/g) ?? []);
    this.functions.push({
      name,
      path: [...around.path, ...parts].join("::"),
      owner: parts.length > 1 ? parts.at(-2) : around.owner,
      unit: this.#unit,
      node,
      body,
      parameters: this.#parameters(childAt(declarator, "parameters")),
      returns: head.trim(),
      isKernel: words.has("__global__"),
      isDevice: words.has("__device__") && !words.has("__host__"),
      isPrivate:
        around.isHidden || (words.has("static") && around.owner === undefined) || words.has("inline"),
      hasPlainName: around.isC && parts.length === 1,
      atLoad: words.has("constructor") && words.has("__attribute__"),
    });
    this.#exportsIn(name, body);
  }

  #parameters(list: SyntaxNode | undefined): readonly Parameter[] {
    return partsOf(list)
      .filter(({ type }) => type.endsWith("parameter_declaration"))
      .map((parameter) => {
        const name = declaredName(childAt(parameter, "declarator"));
        const text = this.#textOf(parameter);
        if (name === undefined) return { name: "", type: text };
        return { name: this.#textOf(name), type: this.#unit.text.slice(parameter.start, name.start).trim() };
      });
  }

  #declaration(node: SyntaxNode, around: Surroundings): void {
    const type = childAt(node, "type");
    if (type !== undefined && childAt(type, "body") !== undefined) this.#one(type, around);
    const head = this.#textOf(node).slice(0, 400);
    const isField = node.type === "field_declaration";
    for (const declarator of childrenAt(node, "declarator")) {
      const function_ = functionDeclarator(declarator);
      const name = declaredName(declarator);
      if (name === undefined) continue;
      if (function_ !== undefined) {
        this.prototypes.push(withoutTemplates(this.#textOf(name)));
        continue;
      }
      if (isField) this.fields.get(around.owner ?? "")?.push(this.#textOf(name));
      if (isField && !/\bstatic\b/.test(head)) continue;
      if (
        /\b(extern|constexpr|using|typedef)\b/.test(head) ||
        /^(static\s+|inline\s+)*const\b(?![^=;]*\*)/.test(head)
      )
        continue;
      this.kept.push({
        name: this.#textOf(name),
        type: this.#unit.text.slice(node.start, name.start),
        value: childAt(declarator, "value"),
        unit: this.#unit,
        node: declarator,
      });
    }
  }

  /** `m.def("forward", &forward)`, `m.impl("add", TORCH_FN(add))`, `m.def("add(Tensor x) -> Tensor", add)`. */
  #exportsIn(within: string, body: SyntaxNode): void {
    if (!/^(PYBIND11_MODULE|TORCH_LIBRARY\w*|NB_MODULE|init\w*|register\w*|bind\w*)$/i.test(within)) return;
    for (const node of walk(body)) {
      if (node.type !== "call_expression") continue;
      const called = this.#textOf(childAt(node, "function") ?? node);
      if (!/(\.|->)\s*(def|impl)$/.test(called)) continue;
      const [first, ...rest] = partsOf(childAt(node, "arguments"));
      if (first === undefined || !first.type.endsWith("string_literal")) continue;
      const name = /^[\w:]+/.exec(literalText(this.#textOf(first)))?.[0]?.replace(/^.*::/, "") ?? "";
      const lambda = rest.find(({ type }) => type === "lambda_expression");
      if (lambda !== undefined) this.#exportLambda(name, lambda);
      const target = rest.flatMap((part) => this.#functionNamed(part))[0];
      if (target !== undefined) this.exports.push({ name, function: target });
    }
  }

  #functionNamed(node: SyntaxNode): readonly string[] {
    if (
      !/^(identifier|qualified_identifier|pointer_expression|call_expression|template_function|cast_expression)$/.test(
        node.type,
      )
    )
      return [];
    const words = withoutTemplates(this.#textOf(node)).match(/[A-Za-z_]\w*/g) ?? [];
    const last = words.at(-1);
    return last === undefined ||
      /^k[A-Z]|^(arg|doc)$/.test(last) ||
      /^(py|pybind11|torch)$/.test(words[0] ?? "")
      ? []
      : [last];
  }

  #exportLambda(name: string, node: SyntaxNode): void {
    const body = childAt(node, "body");
    if (body === undefined) return;
    this.exports.push({ name, function: name });
    this.functions.push({
      name,
      path: name,
      owner: undefined,
      unit: this.#unit,
      node,
      body,
      parameters: this.#parameters(childAt(childAt(node, "declarator"), "parameters")),
      returns: "auto",
      isKernel: false,
      isDevice: false,
      isPrivate: false,
      hasPlainName: false,
      atLoad: false,
    });
  }

  #textOf(node: SyntaxNode): string {
    return this.#unit.text.slice(node.start, node.end);
  }
}

/** The declarator with the parameters, under pointers and references. */
export function functionDeclarator(node: SyntaxNode | undefined): SyntaxNode | undefined {
  for (let current = node; current !== undefined;) {
    if (current.type === "function_declarator") return current;
    if (!/^(pointer|reference|attributed)_declarator$/.test(current.type)) return undefined;
    current =
      childAt(current, "declarator") ?? partsOf(current).find(({ type }) => type.endsWith("declarator"));
  }
  return undefined;
}

/** The name that a declarator declares. */
export function declaredName(node: SyntaxNode | undefined): SyntaxNode | undefined {
  for (let current = node; current !== undefined;) {
    if (
      /^(identifier|field_identifier|qualified_identifier|operator_name|destructor_name|type_identifier)$/.test(
        current.type,
      )
    )
      return current;
    current =
      childAt(current, "declarator") ??
      partsOf(current).find(({ type }) => /declarator$|identifier$/.test(type));
  }
  return undefined;
}

/** `f<float, 4>` -> `f`; `a<b<c>>::d` -> `a::d`. */
export function withoutTemplates(text: string): string {
  let result = "";
  let depth = 0;
  for (const unit of text) {
    if (unit === "<") depth += 1;
    else if (unit === ">") depth = Math.max(0, depth - 1);
    else if (depth === 0) result += unit;
  }
  return result.trim();
}

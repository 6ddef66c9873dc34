import { join, relative } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '../..');

/** Where a text for people stands among the arguments of what carries it to them. */
const CONSTRUCTED: Readonly<Record<string, number>> = {
  NotFoundError: 0,
  ForbiddenError: 0,
  ConflictError: 0,
  ValueConflictError: 0,
  LimitReachedError: 0,
  UnauthenticatedError: 0,
  DeniedError: 1,
  GraphQLError: 0,
  HttpError: 2,
};

/** A text from which what varies was taken: pieces of English, and `null` where something stands that is not known. */
type Pieces = readonly (string | null)[];

/**
 * What the service says to people when it refuses something, as templates: `{0}` is what varies. Found in the sources,
 * since a text that no test meets has to be there in every language too.
 *
 * @param isOutside a path from the root of the repository, of what nobody sees in the console
 */
export function refusalTexts(isOutside: (path: string) => boolean): {
  readonly texts: ReadonlySet<string>;
  /** Expressions that are a text of which nothing could be found: each passes on what was said elsewhere, or is a gap. */
  readonly unread: ReadonlySet<string>;
} {
  const found = new RefusalTexts(isOutside);
  found.read();
  return found;
}

class RefusalTexts {
  private readonly program = ts.createProgram(sources(), { ...options(), noEmit: true });
  private readonly checker = this.program.getTypeChecker();
  /** Arguments of every call in the program, by the function that is called. */
  private readonly calls = new Map<ts.Node, ts.NodeArray<ts.Expression>[]>();
  readonly texts = new Set<string>();
  readonly unread = new Set<string>();
  private readonly files: readonly ts.SourceFile[];

  constructor(isOutside: (path: string) => boolean) {
    const own = this.program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(join(ROOT, 'src')));
    this.files = own.filter(({ fileName }) => !isOutside(relative(ROOT, fileName)));
    for (const file of this.files) each(file, (node) => this.noteCall(node));
  }

  read(): void {
    for (const file of this.files) {
      each(file, (node) => {
        const said = saidIn(node);
        for (const pieces of said ? this.readings(said) : []) {
          if (pieces.some((piece) => /[a-z]/i.test(piece ?? ''))) this.texts.add(templateOf(pieces));
          else this.unread.add(said!.getText());
        }
      });
    }
  }

  private noteCall(node: ts.Node): void {
    if (!ts.isCallExpression(node)) return;
    const called = this.checker.getResolvedSignature(node)?.declaration;
    if (!called) return;
    const before = this.calls.get(called);
    if (before) before.push(node.arguments);
    else this.calls.set(called, [node.arguments]);
  }

  /** Every text that it can be. */
  private readings(said: ts.Expression): Pieces[] {
    return this.origins(said).flatMap((origin): Pieces[] => {
      if (ts.isStringLiteralLike(origin)) return [[origin.text]];
      if (ts.isTemplateExpression(origin)) return this.ofTemplate(origin);
      if (ts.isBinaryExpression(origin)) return joined(this.readings(origin.left), this.readings(origin.right));
      return [[null]];
    });
  }

  private ofTemplate({ head, templateSpans }: ts.TemplateExpression): Pieces[] {
    return templateSpans.reduce<Pieces[]>(
      (before, { expression, literal }) => joined(joined(before, this.ofPart(expression)), [[literal.text]]),
      [[head.text]],
    );
  }

  /** Names and numbers stay as they are in every language: only what is written out as words is part of the text. */
  private ofPart(part: ts.Expression): Pieces[] {
    const isWords = ts.isStringLiteralLike(part) || ts.isConditionalExpression(part) || this.isAnyString(part);
    return isWords ? this.readings(part) : [[null]];
  }

  private isAnyString(part: ts.Expression): boolean {
    const declaration = ts.isIdentifier(part) ? this.declarationOf(part) : undefined;
    // The type of a constant is its one text; that of anything else with few texts is a name: of a permission, a field.
    const isConstant = declaration !== undefined && ts.isVariableDeclaration(declaration);
    const flags = isConstant ? ts.TypeFlags.StringLike : ts.TypeFlags.String;
    const type = this.checker.getTypeAtLocation(part);
    return (type.isUnion() ? type.types : [type]).every((one) => one.flags & flags);
  }

  /** Where what it is was written: through constants, tables of texts, and what callers give. */
  private origins(value: ts.Expression): ts.Expression[] {
    if (ts.isParenthesizedExpression(value) || ts.isAsExpression(value)) return this.origins(value.expression);
    if (ts.isConditionalExpression(value)) return [...this.origins(value.whenTrue), ...this.origins(value.whenFalse)];
    if (ts.isElementAccessExpression(value)) return this.properties(value.expression);
    if (ts.isPropertyAccessExpression(value) && this.isTable(value.expression)) {
      return this.properties(value.expression, value.name.text);
    }
    const declaration = ts.isIdentifier(value) ? this.declarationOf(value) : undefined;
    if (!declaration) return [value];
    if (ts.isVariableDeclaration(declaration) && declaration.initializer) return this.origins(declaration.initializer);
    if (ts.isParameter(declaration)) return this.given(declaration) ?? [value];
    if (ts.isBindingElement(declaration)) return this.taken(declaration) ?? [value];
    return [value];
  }

  private isTable(value: ts.Expression): boolean {
    const declaration = ts.isIdentifier(value) ? this.declarationOf(value) : undefined;
    if (!declaration || !ts.isVariableDeclaration(declaration)) return false;
    return declaration.initializer !== undefined && ts.isObjectLiteralExpression(declaration.initializer);
  }

  /** Whatever the callers give. */
  private given(parameter: ts.ParameterDeclaration): ts.Expression[] | undefined {
    const index = parameter.parent.parameters.indexOf(parameter);
    const given = this.calls.get(parameter.parent)?.flatMap((call) => call[index] ?? []);
    return given?.flatMap((one) => this.origins(one));
  }

  /** One property of what the callers give. */
  private taken(element: ts.BindingElement): ts.Expression[] | undefined {
    const parameter = element.parent.parent;
    if (!ts.isParameter(parameter)) return undefined;
    const name = (element.propertyName ?? element.name).getText();
    return this.given(parameter)?.flatMap((one) => this.properties(one, name));
  }

  private properties(table: ts.Expression, name?: string): ts.Expression[] {
    return this.origins(table).flatMap((origin) =>
      ts.isObjectLiteralExpression(origin)
        ? origin.properties
            .filter(ts.isPropertyAssignment)
            .filter((one) => name === undefined || one.name.getText() === name)
            .flatMap((one) => this.origins(one.initializer))
        : [origin],
    );
  }

  private declarationOf(name: ts.Identifier): ts.Declaration | undefined {
    const shorthand = ts.isShorthandPropertyAssignment(name.parent)
      ? this.checker.getShorthandAssignmentValueSymbol(name.parent)
      : undefined;
    const symbol = shorthand ?? this.checker.getSymbolAtLocation(name);
    if (!symbol) return undefined;
    const meant = symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
    return meant.declarations?.[0];
  }
}

/** The expression of a text for people, where the node is what carries one. */
function saidIn(node: ts.Node): ts.Expression | undefined {
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
    const index = CONSTRUCTED[node.expression.text];
    return index === undefined ? undefined : node.arguments?.[index];
  }
  if (ts.isCallExpression(node)) {
    if (node.expression.getText() === 'ValidationError.of') return node.arguments[2];
    if (node.expression.kind === ts.SyntaxKind.SuperKeyword && isOfError(node)) return node.arguments[0];
  }
  if (isMessage(node)) return ts.isShorthandPropertyAssignment(node) ? node.name : node.initializer;
  return undefined;
}

function isOfError(node: ts.Node): boolean {
  const of = ts.findAncestor(node, ts.isClassLike)?.heritageClauses?.[0]?.types[0]?.expression;
  return of !== undefined && ts.isIdentifier(of) && of.text in CONSTRUCTED;
}

/** `message` beside what makes it a fault or an answer: a `code`, or the `extensions` of GraphQL's errors. */
function isMessage(node: ts.Node): node is ts.PropertyAssignment | ts.ShorthandPropertyAssignment {
  if (!ts.isPropertyAssignment(node) && !ts.isShorthandPropertyAssignment(node)) return false;
  if (node.name.getText() !== 'message' || !ts.isObjectLiteralExpression(node.parent)) return false;
  return node.parent.properties.some(({ name }) => name && ['code', 'extensions'].includes(name.getText()));
}

function templateOf(pieces: Pieces): string {
  let holes = 0;
  return pieces.map((piece) => piece ?? `{${holes++}}`).join('');
}

function joined(before: readonly Pieces[], after: readonly Pieces[]): Pieces[] {
  return before.flatMap((one) => after.map((other) => [...one, ...other]));
}

function each(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => each(child, visit));
}

function sources(): string[] {
  return ts.sys.readDirectory(join(ROOT, 'src'), ['.ts']);
}

function options(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  return ts.parseJsonConfigFileContent(config, ts.sys, ROOT).options;
}

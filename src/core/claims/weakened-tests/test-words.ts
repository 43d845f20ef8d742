/** Patterns for the tests of a programming language. Each is tried on one line, without the comments. */
export interface TestWords {
  /** Matches the beginning of a test case. */
  readonly testCase: RegExp
  /** Matches a marker with which a test case or a group never runs. */
  readonly skip: RegExp
  /** Matches a marker with which all other test cases do not run. */
  readonly focus: RegExp
  /** Matches a marker with which a test case does not run under some condition, which may be right. */
  readonly condition: RegExp
  readonly assertion: RegExp
  /** Matches an assertion that nearly every program passes, so it hardly tests anything. */
  readonly weak: RegExp
  /** Matches an assertion that every program passes, so it tests nothing. */
  readonly hollow: RegExp
}

const NEVER = /(?!)/

const JAVASCRIPT: TestWords = {
  testCase: /(?<![\w.$])(?:x|f)?(?:it|test|specify)(?:\.\w+)*\s*[(`]/,
  skip: /(?<![\w.$])(?:it|test|describe|suite|context|specify)(?:\.\w+)*\.(?:skip|fails|failing)\s*[(.`]|(?<![\w.$])x(?:it|test|describe|context|specify)\s*[(.`]|\bskip:\s*(?:true|['"`])|(?<![\w.$])t\.skip\s*\(\s*['"`)]/,
  focus: /(?<![\w.$])(?:it|test|describe|suite|context|specify)(?:\.\w+)*\.only\s*[(.`]|(?<![\w.$])f(?:it|describe)\s*[(.`]|\bonly:\s*true/,
  condition: /\.(?:skipIf|runIf|todoIf)\s*\(/,
  assertion:
    /\bexpect(?:\.\w+)*\s*\(|\bassert\w*\s*[.(]|\.should\b|(?<![\w.$])t\.(?:is|not|true|false|deepEqual|throws\w*|regex|like|equal|ok)\s*\(/,
  weak: /\.(?:toBeTruthy|toBeFalsy|toBeDefined|toBeUndefined|toBeInstanceOf|toBeTypeOf)\s*\(|\bassert\.(?:ok|exists|isDefined|isOk)\s*\(|\bassert\s*\(|\.not\.toThrow\s*\(|\bexpect\.any(?:thing)?\s*\(/,
  hollow: /\bexpect\s*\(\s*(?:true|1|!0)\s*\)|\bassert(?:\.ok|\.equal|\.isTrue)?\s*\(\s*(?:true|1)\s*[,)]/,
}

const PYTHON: TestWords = {
  testCase: /^\s*(?:async\s+)?def\s+test\w*\s*\(/,
  skip: /\bmark\.(?:skip|xfail)\b|@(?:unittest\.)?(?:skip\b|expectedFailure\b)/,
  focus: NEVER,
  condition: /\bmark\.skipif\b|@(?:unittest\.)?skip(?:If|Unless)\b|\bpytest\.(?:skip|importorskip)\s*\(|\bself\.skipTest\s*\(/,
  assertion: /^\s*assert\b|\bself\.assert\w+\s*\(|\bpytest\.(?:raises|warns)\b/,
  weak: /\bself\.assert(?:True|IsNotNone|IsInstance)\s*\(|^\s*assert\s+[\w.()[\]]+\s*(?:is not None\s*)?$/,
  hollow: /^\s*assert\s+(?:True|1)\b|\bassertTrue\s*\(\s*True\s*\)/,
}

const GO: TestWords = {
  testCase: /^func\s+(?:Test|Fuzz|Example)\w*\s*\(|\bt\.Run\s*\(/,
  skip: NEVER,
  focus: NEVER,
  condition: /\b[tbf]\.Skip(?:f|Now)?\s*\(/,
  assertion: /\b[tbf]\.(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow)\s*\(|\b(?:assert|require)\.\w+\s*\(/,
  weak: /\b(?:assert|require)\.(?:True|NotNil|NotEmpty)\s*\(/,
  hollow: /\b(?:assert|require)\.True\s*\(\s*t\s*,\s*true\b/,
}

const RUST: TestWords = {
  testCase: /#\[(?:\w+::)*(?:test|rstest)\b/,
  skip: /#\[ignore\b/,
  focus: NEVER,
  condition: /#\[cfg_attr\([^)]*ignore/,
  assertion: /\b(?:debug_)?assert(?:_eq|_ne|_matches)?!|#\[should_panic/,
  weak: /\bassert!\s*\([^)]*\.is_(?:ok|some)\(\)/,
  hollow: /\bassert!\s*\(\s*true\s*[,)]|\bassert_eq!\s*\(\s*(\w+)\s*,\s*\1\s*\)/,
}

/** The patterns for Java, Kotlin, Scala, Groovy and C#. */
const ANNOTATED: TestWords = {
  testCase: /@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\b|\[(?:Fact|Theory|Test|TestMethod|TestCase)\b/,
  skip: /@(?:Ignore|Disabled)\b(?!\w)|\[Ignore\b|\bSkip\s*=\s*"|@Test\s*\([^)]*enabled\s*=\s*false/,
  focus: NEVER,
  condition: /@(?:Enabled|Disabled)(?:If|On|For)\w*|\bassum(?:e|ing)\w*\s*\(|\bAssume\.\w+/,
  assertion: /\b[aA]ssert\w*\s*[.(]|\bverify\s*\(|\.Should\w*\s*\(|\bshould\w+/,
  weak: /\bassert(?:NotNull|True)\s*\(|\bAssert\.(?:NotNull|True|IsNotNull|IsTrue)\s*\(/,
  hollow: /\bassertTrue\s*\(\s*true\s*[,)]|\bAssert\.(?:Is)?True\s*\(\s*true\b/,
}

const RUBY: TestWords = {
  testCase: /^\s*[xf]?(?:it|specify|test)\s*[("']|^\s*def\s+test_/,
  skip: /^\s*(?:xit|xspecify|xdescribe|xcontext|pending|skip)\b/,
  focus: /^\s*f(?:it|specify|describe|context)\b|\bfocus:\s*true/,
  condition: NEVER,
  assertion: /\bexpect\s*[({]|\bassert\w*\b|\brefute\w*\b|\.(?:should|must|wont)\w*\b/,
  weak: /\.to(?:_not)?\s+be_(?:truthy|present)\b|\brefute_nil\b/,
  hollow: /\bexpect\s*\(\s*true\s*\)|\bassert\s+true\b/,
}

/**
 * The patterns for PHP, Swift, Elixir, C, C++, Dart and shell together, because the words of one of these languages mean nothing in the
 * others.
 */
const OTHERS: TestWords = {
  testCase:
    /\bfunc(?:tion)?\s+test\w*\s*\(|@Test\b|#\[Test\]|^\s*(?:test|property)\s+"|\b(?:TEST|TEST_F|TEST_P|TEST_CASE|SCENARIO)\s*\(|^\s*@test\b|^\s*(?:it|test|testWidgets)\s*\(/,
  skip: /\bmarkTest(?:Skipped|Incomplete)\b|->skip\s*\(|\.disabled\s*\(|@(?:module)?tag\s+:?skip\b|\bTEST\w*\s*\([^)]*\bDISABLED_|\bGTEST_SKIP\b|\bskip:\s*(?:true|['"])|^\s*skip\b/,
  focus: /->only\s*\(|\bsolo:\s*true/,
  condition: /\bXCTSkip(?:If|Unless)?\b/,
  assertion:
    /(?:->|::)assert\w+\s*\(|\bXCTAssert\w*|#expect\b|\b(?:assert|refute)\w*\b|\b(?:ASSERT|EXPECT|CHECK|REQUIRE)\w*\s*\(|\bexpect\s*\(/,
  weak: /\bassert(?:NotNull|True)\s*\(|\bXCTAssertNotNil\b|\b(?:ASSERT|EXPECT)_TRUE\s*\(/,
  hollow: /\bassertTrue\s*\(\s*true\s*\)|\bXCTAssert(?:True)?\s*\(\s*true\s*\)|\b(?:ASSERT|EXPECT)_TRUE\s*\(\s*true\s*\)/,
}

const BY_EXTENSION: readonly (readonly [RegExp, TestWords])[] = [
  [/^(?:[cm]?[jt]sx?|vue|svelte|coffee)$/, JAVASCRIPT],
  [/^py$/, PYTHON],
  [/^go$/, GO],
  [/^rs$/, RUST],
  [/^(?:java|kts?|scala|groovy|cs|fs|vb)$/, ANNOTATED],
  [/^rb$/, RUBY],
  [/^(?:php|swift|exs?|c|cc|cpp|cxx|h|hpp|mm?|dart|sh|bats|bash)$/, OTHERS],
]

/**
 * Returns the patterns for the language of a file, which is found by the file's name. Returns null if the language is unknown or the file
 * has no code.
 */
export function testWordsOf(path: string): TestWords | null {
  const extension = path.slice(path.lastIndexOf('.') + 1)
  return BY_EXTENSION.find(([pattern]) => pattern.test(extension))?.[1] ?? null
}

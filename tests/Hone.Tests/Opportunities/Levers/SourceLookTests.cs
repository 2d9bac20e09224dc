using Hone.Opportunities.Levers.Source;

namespace Hone.Tests.Opportunities.Levers;

public sealed class SourceLookTests
{
    private static SourceFeature C(string source) => Sources.Look(".c", "f", source).Features;

    private static SourceFeature Sharp(string body) => Sources.Look(".cs", "F", "class P { static int F(int[] a, int n) { " + body + " } }").Features;

    private static SourceFeature Python(string body) => Sources.Look(".py", "f", "def f(items, wanted):\n" + body).Features;

    private static SourceFeature Script(string body) => Sources.Look(".js", "f", "function f(items, wanted) { " + body + " }").Features;

    [Fact]
    public void A_loop_that_ends_at_the_equal_item_is_a_scan_in_every_language()
    {
        Assert.True(C("int f(int *a, int n, int k) { for (int i = 0; i < n; i++) { if (a[i] == k) return i; } return -1; }").HasFlag(SourceFeature.EqualityScan));
        Assert.True(C("int f(char **a, int n, char *k) { for (int i = 0; i < n; i++) if (strcmp(a[i], k) == 0) return i; return -1; }").HasFlag(SourceFeature.EqualityScan));
        Assert.True(Sharp("foreach (var x in a) { if (x == n) { return x; } } return 0;").HasFlag(SourceFeature.EqualityScan));
        Assert.True(Python("    for item in items:\n        if item.key == wanted:\n            return item\n    return None\n").HasFlag(SourceFeature.EqualityScan));
        Assert.True(Python("    return next(i for i in items if i.key == wanted)\n").HasFlag(SourceFeature.EqualityScan));
        Assert.True(Script("return items.find(item => item.id === wanted);").HasFlag(SourceFeature.EqualityScan));
    }

    [Fact]
    public void A_comparison_with_a_constant_is_no_search()
    {
        Assert.False(C("int f(char *a, int n) { int c = 0; for (int i = 0; i < n; i++) { if (a[i] == '\\n') c++; } return c; }").HasFlag(SourceFeature.EqualityScan));
        Assert.False(Python("    c = 0\n    for item in items:\n        if item == 7:\n            return c\n    return c\n").HasFlag(SourceFeature.EqualityScan));
    }

    [Fact]
    public void A_loop_that_ends_by_order_is_told_from_one_that_ends_by_equality()
    {
        Assert.Equal(SourceFeature.OrderScan, C("int f(int *a, int n, int k) { int i = 0; while (i < n && a[i] <= k) i++; return i; }") & (SourceFeature.OrderScan | SourceFeature.EqualityScan));
        Assert.Equal(SourceFeature.OrderScan, Python("    for at, item in enumerate(items):\n        if item >= wanted:\n            return at\n    return -1\n") & (SourceFeature.OrderScan | SourceFeature.EqualityScan));
        Assert.False(C("int f(int *a, int n) { int s = 0; for (int i = 0; i < n; i++) s += a[i]; return s; }").HasFlag(SourceFeature.OrderScan));
    }

    [Fact]
    public void A_pair_of_items_is_told_from_a_join_and_from_a_product()
    {
        Assert.True(C("int f(int *a, int n, int t) { int c = 0; for (int i = 0; i < n; i++) for (int j = i + 1; j < n; j++) if (a[i] + a[j] == t) c++; return c; }").HasFlag(SourceFeature.PairLoop));
        Assert.True(Python("    for a in items:\n        for b in items:\n            if a + b == wanted:\n                return a\n    return 0\n").HasFlag(SourceFeature.PairLoop));
        Assert.False(Python("    for a in items:\n        for b in wanted:\n            if a.id == b.id:\n                return a\n    return 0\n").HasFlag(SourceFeature.PairLoop));
        Assert.False(C("void f(double *a, double *b, double *c, int n) { for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) c[i*n+j] += a[i*n+k] * b[k*n+j]; }").HasFlag(SourceFeature.PairLoop | SourceFeature.RangeSum));
    }

    [Fact]
    public void A_pair_in_a_C_plus_plus_range_loop_is_seen() => Assert.True(Sources.Look(".cpp", "match",
        "namespace {\nstruct M { long pairs = 0; };\nM match(const Times &pulses, const Times &echoes, std::int64_t n, std::int64_t f)\n{\n    M found;\n    for (const std::int64_t pulse : pulses) {\n"
        + "        for (const std::int64_t echo : echoes) {\n            const std::int64_t delay = echo - pulse;\n            if (delay >= n && delay <= f) {\n                found.pairs++;\n            }\n        }\n    }\n    return found;\n}\n}\n").Has(SourceFeature.PairLoop));

    [Fact]
    public void What_a_function_does_once_it_does_in_its_caller_s_loop() =>
        Assert.True(Sources.Look(".js", "f", "function f(stock) { const next = JSON.parse(JSON.stringify(stock)); return next; }").WhenLooped.HasFlag(SourceFeature.CodecInLoop));

    [Fact]
    public void A_sum_over_a_range_that_others_choose_is_told_from_a_total()
    {
        Assert.True(C("long f(long *a, int l, int r) { long s = 0; for (int i = l; i <= r; i++) s += a[i]; return s; }").HasFlag(SourceFeature.RangeSum));
        Assert.True(Python("    for l, r in wanted:\n        print(sum(items[l:r]))\n").HasFlag(SourceFeature.RangeSum));
        Assert.True(Script("for (let i = 0; i < items.length; i++) { let s = 0; for (let j = 0; j <= i; j++) { s += items[j]; } wanted.push(s); }").HasFlag(SourceFeature.RangeSum));
        Assert.False(C("long f(long *a, int n) { long s = 0; for (int i = 0; i < n; i++) s += a[i]; return s; }").HasFlag(SourceFeature.RangeSum));
    }

    [Fact]
    public void A_search_in_a_list_counts_and_one_in_a_set_does_not()
    {
        Assert.True(Python("    seen = []\n    for item in items:\n        if item not in seen:\n            seen.append(item)\n    return seen\n").HasFlag(SourceFeature.SearchInLoop));
        Assert.False(Python("    seen = set()\n    for item in items:\n        if item not in seen:\n            seen.add(item)\n    return seen\n").HasFlag(SourceFeature.SearchInLoop));
        Assert.True(Script("for (const x of items) { if (wanted.includes(x)) { return x; } }").HasFlag(SourceFeature.SearchInLoop));
        Assert.True(Sharp("List<int> seen = new(); foreach (int x in a) { if (!seen.Contains(x)) seen.Add(x); } return seen.Count;").HasFlag(SourceFeature.SearchInLoop));
        Assert.False(Sharp("HashSet<int> seen = new HashSet<int>(); foreach (int x in a) { if (!seen.Contains(x)) seen.Add(x); } return seen.Count;").HasFlag(SourceFeature.SearchInLoop));
        Assert.False(Python("    return wanted in items\n").HasFlag(SourceFeature.SearchInLoop));
    }

    [Fact]
    public void Work_in_loops_is_told_from_the_same_work_outside()
    {
        Assert.True(Python("    for line in items:\n        pattern = re.compile(wanted)\n        print(pattern.match(line))\n").HasFlag(SourceFeature.CompilesInLoop));
        Assert.Equal(SourceFeature.CompilesPattern, Python("    pattern = re.compile(wanted)\n    for line in items:\n        print(pattern.match(line))\n") & (SourceFeature.CompilesInLoop | SourceFeature.CompilesPattern));
        Assert.True(Sharp("foreach (var x in a) { if (new Regex(p).IsMatch(s)) n++; } return n;").HasFlag(SourceFeature.CompilesInLoop));
        Assert.True(Python("    for line in items:\n        print(json.loads(wanted))\n").HasFlag(SourceFeature.CodecInLoop));
        Assert.True(Script("items.forEach(item => { out.push(JSON.parse(wanted)); });").HasFlag(SourceFeature.CodecInLoop));
        Assert.False(Python("    config = json.loads(wanted)\n    for line in items:\n        print(config[line])\n").HasFlag(SourceFeature.CodecInLoop));
        Assert.True(Python("    out = \"\"\n    for line in items:\n        out += line\n    return out\n").HasFlag(SourceFeature.ConcatInLoop));
        Assert.False(Python("    out = 0\n    for line in items:\n        out += line\n    return out\n").HasFlag(SourceFeature.ConcatInLoop));
        Assert.True(Python("    while items:\n        wanted(items[:10])\n        items = items[10:]\n").HasFlag(SourceFeature.SliceInLoop));
        Assert.True(C("void f(int n) { for (int i = 0; i < n; i++) { char *b = malloc(1000); use(b); free(b); } }").HasFlag(SourceFeature.AllocatesInLoop));
        Assert.True(Python("    for name in items:\n        with open(name) as file:\n            print(file.read())\n").HasFlag(SourceFeature.AsksInLoop));
    }

    [Fact]
    public void Recursion_branches_when_it_calls_itself_twice_or_in_a_loop()
    {
        Assert.True(C("long f(int n) { return n < 2 ? 1 : f(n - 1) + f(n - 2); }").HasFlag(SourceFeature.BranchingRecursion));
        Assert.True(Python("    best = 0\n    for item in items:\n        best = max(best, f(items, wanted - item))\n    return best\n").HasFlag(SourceFeature.BranchingRecursion));
        Assert.False(C("long f(int n) { return n < 2 ? 1 : n * f(n - 1); }").HasFlag(SourceFeature.BranchingRecursion));
        Assert.True(Python("    if wanted in memo:\n        return memo[wanted]\n    memo[wanted] = f(items, wanted - 1) + f(items, wanted - 2)\n    return memo[wanted]\n").HasFlag(SourceFeature.KeepsResults));
    }

    [Fact]
    public void A_function_that_sets_what_is_not_its_own_does_not_look_pure()
    {
        Assert.True(C("int f(int n) { int d = 2; while (n % d) d++; return d; }").HasFlag(SourceFeature.LooksPure));
        Assert.False(C("int f(struct s *p) { p->count = p->count + 1; return p->count; }").HasFlag(SourceFeature.LooksPure));
        Assert.False(C("void f(int n) { n = n + 1; }").HasFlag(SourceFeature.LooksPure));
        Assert.False(Python("    print(items)\n    return wanted\n").HasFlag(SourceFeature.LooksPure));
    }

    [Fact]
    public void Arguments_that_a_loop_does_not_change_are_seen()
    {
        Assert.Contains("strlen", Sources.Look(".c", "f", "int f(char *s) { int c = 0; for (int i = 0; i < strlen(s); i++) c += s[i]; return c; }").Unchanging);
        Assert.Contains("total", Sources.Look(".py", "f", "def f(items, rates):\n    out = []\n    for item in items:\n        out.append(item / total(rates))\n    return out\n").Unchanging);
        Assert.DoesNotContain("cost", Sources.Look(".py", "f", "def f(items, rates):\n    out = []\n    for item in items:\n        out.append(cost(item))\n    return out\n").Unchanging);
    }

    [Fact]
    public void Results_that_nobody_reads_or_only_under_a_condition_are_seen()
    {
        Assert.Contains("digest", Sources.Look(".py", "f", "def f(items):\n    for item in items:\n        unused = digest(item)\n    return len(items)\n").Unread);
        SourceHints lazy = Sources.Look(".cs", "F", "class P { static void F(Item[] items, bool verbose) { foreach (var item in items) { string text = Describe(item); if (verbose) { Log(text); } } } }");
        Assert.Contains("Describe", lazy.Conditional);
        SourceHints asked = Sources.Look(".cs", "F", "class P { static void F(Item[] items) { foreach (var item in items) { string text = Describe(item); if (text != null) { Log(text); } } } }");
        Assert.DoesNotContain("Describe", asked.Conditional);
    }

    [Fact]
    public void The_first_of_what_one_call_sorts_are_told_from_few_of_what_a_loop_made()
    {
        SourceFeature sorted = Python("    return sorted(items, key=wanted)[:10]\n");
        Assert.Equal((true, false), (sorted.HasFlag(SourceFeature.TakesFirst), sorted.HasFlag(SourceFeature.TakesFew)));
        Assert.False(Python("    return sorted(items, key=wanted)\n").HasFlag(SourceFeature.TakesFirst));
    }

    [Fact]
    public void A_whole_of_which_few_are_read_is_seen()
    {
        Assert.True(Python("    rows = [render(item) for item in items]\n    return rows[:10]\n").HasFlag(SourceFeature.TakesFew));
        Assert.False(Python("    rows = [render(item) for item in items]\n    return rows\n").HasFlag(SourceFeature.TakesFew));
        Assert.True(C("double f(int n, int k) { double *v = malloc(n * 8); for (int i = 0; i < n; i++) v[i] = slow(i); return v[k]; }").HasFlag(SourceFeature.TakesFew));
    }

    [Fact]
    public void A_table_by_constant_bounds_is_told_from_one_by_the_size_of_the_input()
    {
        Assert.True(C("void f(unsigned *t) { for (int i = 0; i < 256; i++) { t[i] = i * 2; } }").HasFlag(SourceFeature.ConstantTable));
        Assert.False(C("void f(unsigned *t, int n) { for (int i = 0; i < n; i++) { t[i] = i * 2; } }").HasFlag(SourceFeature.ConstantTable));
    }

    [Theory]
    [InlineData("def f(")]
    [InlineData("def f(a):\n    for")]
    [InlineData("def f(a):\n    while [(((")]
    [InlineData("def f(a):\n    x = [y for")]
    [InlineData("def f(a):\n    if")]
    public void Broken_source_is_looked_at_without_harm(string source)
    {
        CodeToken[] tokens = [.. source.Split(' ', '\n').Select((word, i) => new CodeToken(word.StartsWith('(') || word.StartsWith('[') ? CodeTokenKind.Open : CodeTokenKind.Word, word, i, 0))];
        foreach (bool indented in (bool[])[true, false])
        {
            Assert.NotNull(SourceLook.Look(new CodeFunction("f", [], tokens, indented)));
        }
    }
}

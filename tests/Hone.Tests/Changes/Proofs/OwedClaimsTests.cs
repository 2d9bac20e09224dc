using Hone.Changes.Patches;
using Hone.Changes.Proofs;
using Hone.Opportunities.Levers;

namespace Hone.Tests.Changes.Proofs;

/// <summary>Which claims a diff owes, by its tokens and its lever.</summary>
public sealed class OwedClaimsTests
{
    private static string[] Extra(string file, string before, string after, Lever? lever = null) =>
    [
        .. OwedClaims.Of(Diffs.Of(file, before, after), [], lever).Where(claim => claim.By != OwedBy.EveryChange).Select(claim => claim.Kind.Name()),
    ];

    [Fact]
    public void Every_change_owes_five_claims_and_a_renamed_local_owes_no_more()
    {
        IReadOnlyList<OwedClaim> owed = OwedClaims.Of(Diffs.Of("a.c", "int f(int a) {\n  return a;\n}", "int f(int b) {\n  return b;\n}"), [], null);
        Assert.Equal(["values", "errors", "side-effects", "api", "resources"], owed.Select(claim => claim.Kind.Name()));
        Assert.All(owed, claim => Assert.Equal("every change owes it", claim.Because));
    }

    [Theory]
    [InlineData("a.c", "  sort(v, n);", "  qsort(v, n, sizeof *v, by_key);", "ordering")]
    [InlineData("a.c", "  sort(v, n);", "  qsort(v, n, sizeof *v, by_key);", "tie-breaking")]
    [InlineData("a.c", "  if (x <= y) f();", "  if (x < y) f();", "tie-breaking")]
    [InlineData("a.c", "  t += v[i] * 0.5;", "  t += v[i] / 2.0;", "floating-point")]
    [InlineData("a.c", "  n = srand(1);", "  n = 1;", "rng")]
    [InlineData("a.c", "  run();", "  #pragma omp parallel for", "concurrency")]
    [InlineData("a.c", "  int n = 0;", "  static int n = 0;", "state")]
    [InlineData("a.c", "  fsync(fd);", "", "durability")]
    [InlineData("a.c", "  if (n < 0) return -1;", "", "validation")]
    [InlineData("a.c", "  x = f(n);", "  if (n == 4096) return known;\n  x = f(n);", "input-domain")]
    [InlineData("A.cs", "  items.Sort(f);", "  items = items.OrderBy(f).ToList();", "ordering")]
    [InlineData("A.cs", "  var x = items.Max();", "  var x = items[0];", "tie-breaking")]
    [InlineData("A.cs", "  double t = 0;", "  float t = 0;", "floating-point")]
    [InlineData("A.cs", "  lock (_gate) { n++; }", "  n++;", "concurrency")]
    [InlineData("A.cs", "  Work();", "  await Task.WhenAll(parts);", "concurrency")]
    [InlineData("A.cs", "  var t = new Table();", "  private static Table _table = new();", "state")]
    [InlineData("A.cs", "  stream.Flush(true);", "  stream.Dispose();", "durability")]
    [InlineData("A.cs", "  ArgumentNullException.ThrowIfNull(x);", "", "validation")]
    [InlineData("A.cs", "  x = Guid.NewGuid();", "  x = _id;", "rng")]
    [InlineData("a.py", "    out = list(words)", "    out = sorted(words)", "ordering")]
    [InlineData("a.py", "    out = list(words)", "    out = sorted(words)", "tie-breaking")]
    [InlineData("a.py", "    t = t + x", "    t = sum(xs) / n", "floating-point")]
    [InlineData("a.py", "    return slow(x)", "    @lru_cache(None)", "state")]
    [InlineData("a.py", "    os.fsync(f.fileno())", "    pass", "durability")]
    [InlineData("a.py", "    raise ValueError(x)", "    pass", "validation")]
    [InlineData("a.py", "    x = random.random()", "    x = 4", "rng")]
    [InlineData("a.py", "    seen = []", "    seen = dict()", "ordering")]
    [InlineData("a.js", "  list.sort(f);", "  list.sort();", "tie-breaking")]
    [InlineData("a.js", "  return total / n;", "  return total * (1 / n);", "floating-point")]
    [InlineData("a.js", "  load();", "  await Promise.all(loads);", "concurrency")]
    [InlineData("a.js", "  const m = [];", "  const cache = new Map();", "state")]
    [InlineData("a.js", "  if (!x) throw new Error('x');", "", "validation")]
    [InlineData("a.js", "  const r = Math.random();", "  const r = 0;", "rng")]
    public void A_token_on_a_changed_line_raises_its_claim(string file, string before, string after, string expected) =>
        Assert.Contains(expected, Extra(file, $"head\n{before}\ntail\n", $"head\n{after}\ntail\n"));

    [Theory]
    [InlineData("a.c", "  int a = 1; /* sort */", "  int b = 1; // qsort, fsync and random")]
    [InlineData("a.py", "    a = 1  # sorted", "    b = 1  # cache, lock")]
    [InlineData("a.js", "  a = 'sort';", "  b = 'cache and lock';")]
    public void Comments_and_texts_raise_nothing(string file, string before, string after) => Assert.Empty(Extra(file, before, after));

    [Theory]
    [InlineData("  static const int table[] = { 7 };", "  static const int table[] = { 7, 7 };")]
    [InlineData("static int f(int a) {", "static int f(int b) {")]
    public void A_static_that_keeps_nothing_raises_no_state(string before, string after) => Assert.DoesNotContain("state", Extra("a.c", before, after));

    [Fact]
    public void Words_around_a_change_say_that_its_arithmetic_is_of_fractions() =>
        Assert.Contains("floating-point", Extra("a.c", "double t = 0;\nt = t + a;\n", "double t = 0;\nt = a + t;\n"));

    [Fact]
    public void A_comment_that_begins_above_the_change_is_one() => Assert.Empty(Extra("a.c", "/* about\n sorting\n */\n", "/* about\n random sorting\n */\n"));

    [Fact]
    public void A_lever_owes_what_its_catalogue_says_that_it_may_break()
    {
        IReadOnlyList<OwedClaim> owed = OwedClaims.Of(Diffs.Of("a.c", "  f(a);", "  f(b);"), [], LeverCatalogue.Find("binary-search"));
        OwedClaim ties = Assert.Single(owed, claim => claim.Kind == ClaimKind.TieBreaking);
        Assert.Equal((OwedBy.Lever, "the lever binary-search may break it"), (ties.By, ties.Because));
        Assert.Contains(owed, claim => claim.Kind == ClaimKind.InputDomain);
        Assert.DoesNotContain(owed, claim => claim.Kind == ClaimKind.State);
    }

    [Fact]
    public void Every_claim_of_every_lever_is_a_claim_of_proofs() => Assert.All(LeverCatalogue.All, lever => Assert.NotEmpty(LeverClaims.Of(lever)));

    [Fact]
    public void The_reason_names_token_file_line_and_function()
    {
        Patch patch = Diffs.Of("src/a.c", "int f(void)\n{\n  sort(v);\n}\n", "int f(void)\n{\n  qsort(v);\n}\n");
        ChangedFunction function = new("src/a.c", "f", null, null, [.. patch.Files[0].Ids], 2);
        OwedClaim ordering = OwedClaims.Of(patch, [function], null).First(claim => claim.Kind == ClaimKind.Ordering);
        Assert.Equal("`qsort` on a changed line (src/a.c:3, f)", ordering.Because);
    }

    [Fact]
    public void A_language_that_is_not_known_raises_claims_all_the_same() => Assert.Contains("durability", Extra("a.zig", "  x();", "  try file.fsync();"));
}

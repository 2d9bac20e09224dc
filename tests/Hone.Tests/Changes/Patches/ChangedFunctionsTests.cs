using Hone.Changes.Patches;

namespace Hone.Tests.Changes.Patches;

public sealed class ChangedFunctionsTests
{
    private const string C = """
        #include <stdio.h>

        __attribute__((noinline))
        static int first(int a)
        {
            return a + 1;
        }

        int second(int a)
        {
            int b = a;
            return b;
        }

        """;

    private const string Sharp = """
        using System;

        public sealed class Counter
        {
            private int _count;

            [Obsolete("x")]
            public int Next() => _count + 1;

            public int Value
            {
                get { return _count; }
            }

            public void Add(int by)
            {
                _count += by;
            }
        }

        """;

    private const string Python = """
        import functools


        class Table:
            @functools.lru_cache
            def find(self, key):
                return self.rows[key]

            def add(self, key):
                self.rows.append(key)

        """;

    [Fact]
    public void Functions_of_c_go_by_their_names_and_attributes_are_none() => Assert.Equal(
        ["(outside) 1", "first 2", "second 1"],
        Functions("a.c", C, C.Replace("#include <stdio.h>", "#include <stdio.h>\n#include <stdlib.h>", StringComparison.Ordinal).Replace("a + 1", "1 + a", StringComparison.Ordinal).Replace("    int b = a;\n", "", StringComparison.Ordinal)));

    [Fact]
    public void Members_of_csharp_are_told_by_the_compilers_own_parser() => Assert.Equal(
        ["Next 2", "get_Value 2", "Add 2"],
        Functions("a.cs", Sharp, Sharp.Replace("_count + 1", "1 + _count", StringComparison.Ordinal).Replace("return _count", "return this._count", StringComparison.Ordinal).Replace("+= by", "-= by", StringComparison.Ordinal)));

    [Fact]
    public void A_decorator_belongs_to_its_function() => Assert.Equal(
        ["find 2"],
        Functions("a.py", Python, Python.Replace("lru_cache", "lru_cache(maxsize=None)", StringComparison.Ordinal)));

    [Fact]
    public void Comments_and_blank_lines_are_no_changed_lines() => Assert.Equal(
        ["second 0"],
        Functions("a.c", C, C.Replace("    int b = a;", "    /* a */\n\n    int b = a;", StringComparison.Ordinal)));

    [Fact]
    public void A_function_that_is_new_or_gone_has_one_side()
    {
        string after = C.Replace("second", "third", StringComparison.Ordinal);
        IReadOnlyList<ChangedFunction> functions = Of("a.c", C, after);
        Assert.Null(functions.Single(function => function.Name == "third").Old);
        Assert.Null(functions.Single(function => function.Name == "second").New);
    }

    [Fact]
    public void Elsewhere_git_tells_the_function() => Assert.Equal(
        ["compute 2"],
        Functions("a.zig", "fn compute(a: i32) i32 {\n    // one\n    // two\n    // three\n    // four\n    return a;\n}\n", "fn compute(a: i32) i32 {\n    // one\n    // two\n    // three\n    // four\n    return a + 1;\n}\n"));

    [Theory]
    [InlineData("a.go", "func (t *Table) Find(key string) int {\n\treturn 1\n}\n", "Find")]
    [InlineData("a.rs", "pub(crate) fn find<T>(key: T) -> i32 {\n    1\n}\n", "find")]
    [InlineData("a.rs", "impl A {\n  #[inline]\n  pub fn find<'a, P>(path: &Cow<'a, P>) -> Option<Cow<'a, P>>\n  where\n    P: AsRef<Path>,\n    P: Clone,\n  {\n    let a = B { c: f(1), d };\n    a\n  }\n}\n", "find")]
    [InlineData("a.js", "const find = (key) => {\n  return 1\n}\n", "find")]
    [InlineData("a.js", "module.exports.find = function (key) {\n  return 1\n}\n", "find")]
    [InlineData("a.cpp", "template <class T>\nint Table<T>::find(const T &key) const noexcept\n{\n  return 1;\n}\n", "find")]
    [InlineData("a.c", "EXPORT(int) find(int key)\n{\n  return 1;\n}\n", "find")]
    [InlineData("a.java", "class A {\n  @Override public int find(int key) {\n    return 1;\n  }\n}\n", "find")]
    [InlineData("a.cs", "class A { int find(int key) { \n return 1; \n} }\n", "find")]
    [InlineData("a.rb", "def find\n  1\nend\n", "find")]
    public void Names_are_found_past_what_looks_like_a_call(string file, string text, string name) =>
        Assert.Equal([name], Of(file, text, text.Replace("1", "2", StringComparison.Ordinal)).Select(function => function.Name));

    private static IEnumerable<string> Functions(string file, string before, string after) =>
        Of(file, before, after).Select(function => (function.Name.Length > 0 ? function.Name : "(outside)") + " " + function.ChangedLines);

    private static IReadOnlyList<ChangedFunction> Of(string file, string before, string after) =>
        ChangedFunctions.Of(GitFolder.Diff((file, before, after)), (_, isNew) => isNew ? after : before);
}

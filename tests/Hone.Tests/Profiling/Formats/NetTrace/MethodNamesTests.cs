using Hone.Profiling.Formats.NetTrace;

namespace Hone.Tests.Profiling.Formats.NetTrace;

public sealed class MethodNamesTests
{
    [Theory]
    [InlineData("Profiled.Pantry", "Fill", "Profiled.Pantry.Fill")]
    [InlineData("Program", "<Main>$", "Program.Main")]
    [InlineData("System.Collections.Generic.List`1[System.__Canon]", "Add", "System.Collections.Generic.List<T>.Add")]
    [InlineData("System.Collections.Generic.Dictionary`2[System.Int32,System.Collections.Generic.List`1[System.String]]", "get_Item", "System.Collections.Generic.Dictionary<T1,T2>.get_Item")]
    [InlineData("Outer`1+Inner[System.Int32]", "Run", "Outer<T>.Inner.Run")]
    [InlineData("Outer+Middle+Inner", ".ctor", "Outer.Middle.Inner..ctor")]
    [InlineData("Counter+<>c", "<CountAsync>b__0_0", "Counter.CountAsync.lambda")]
    [InlineData("Counter+<>c", "<CountAsync>b__0_1", "Counter.CountAsync.lambda2")]
    [InlineData("Counter+<>c__DisplayClass3_0", "<Run>b__0", "Counter.Run.lambda")]
    [InlineData("Counter", "<CountAsync>g__Local|0_1", "Counter.CountAsync.Local")]
    [InlineData("Counter+<CountAsync>d__0", "MoveNext", "Counter.CountAsync")]
    [InlineData("Counter+<Steps>d__1", "System.Collections.IEnumerator.MoveNext", "Counter.Steps")]
    [InlineData("Counter+<>c+<<Run>b__0_0>d", "MoveNext", "Counter.Run.lambda")]
    [InlineData("Counter+<<Run>g__Local|0_1>d", "MoveNext", "Counter.Run.Local")]
    [InlineData("Program+<<Main>$>d__0", "MoveNext", "Program.Main")]
    [InlineData("Program", "<<Main>$>g__Step|0_0", "Program.Main.Step")]
    [InlineData("System.Runtime.CompilerServices.AsyncTaskMethodBuilder`1+AsyncStateMachineBox`1[System.Int32,System.__Canon]", "MoveNext", "System.Runtime.CompilerServices.AsyncTaskMethodBuilder<T>.AsyncStateMachineBox<T>.MoveNext")]
    [InlineData("", "IL_STUB_PInvoke", "IL_STUB_PInvoke")]
    [InlineData("dynamicClass", "lambda_method1", "dynamicClass.lambda_method1")]
    [InlineData("<PrivateImplementationDetails>", "ComputeStringHash", "<PrivateImplementationDetails>.ComputeStringHash")]
    public void A_method_bears_the_name_its_author_gave_it(string type, string method, string readable)
    {
        Assert.Equal(readable, MethodNames.Readable(type, method));
    }

    [Theory]
    [InlineData("System.String", "System.String")]
    [InlineData("System.Byte[]", "System.Byte[]")]
    [InlineData("System.Int32[,]", "System.Int32[,]")]
    [InlineData("System.Collections.Generic.List`1[System.String]", "System.Collections.Generic.List<System.String>")]
    [InlineData("Outer+Entry`2[System.Int32,System.String][]", "Outer.Entry<System.Int32,System.String>[]")]
    public void A_type_is_spelled_as_in_source(string name, string readable)
    {
        Assert.Equal(readable, MethodNames.ReadableType(name));
    }

    [Fact]
    public void Any_text_gives_some_name()
    {
        Random random = new(1);
        const string letters = "<>[]`+.,|$_bcdg0129 ";
        for (int i = 0; i < 20_000; i++)
        {
            string type = Text();
            string method = Text();
            MethodNames.Readable(type, method);
            MethodNames.ReadableType(type);
        }

        string Text() => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => letters[random.Next(letters.Length)]));
    }
}

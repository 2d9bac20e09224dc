using Hone.Bench;

return args switch
{
    ["generate", string file] => ScriptText.Generate(file, samples: 228_565),
    ["generate", string file, string samples] => ScriptText.Generate(file, int.Parse(samples, System.Globalization.CultureInfo.InvariantCulture)),
    ["fold", string file, string folded] => Work.Fold(file, folded, 0),
    ["fold", string file, string folded, "samples"] => Work.Fold(file, folded, 1),
    ["graph", string file, string svg] => Work.Graph(file, svg),
    ["perfdata", string file, string folded, .. string[] options] => Work.PerfData(file, folded, options),
    ["heap", string file] => Work.Heap(file),
    ["same", string one, string other] => FoldedSets.Compare(one, other, clean: false),
    ["same", string one, string other, "clean"] => FoldedSets.Compare(one, other, clean: true),
    ["top", string folded, string report] => TopFunctions.Compare(folded, report),
    ["run", string runs, .. string[] argv] => Runs.Measure(int.Parse(runs, System.Globalization.CultureInfo.InvariantCulture), argv),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("profiles generate FILE [SAMPLES] | fold FILE FOLDED [samples] | graph FOLDED SVG | perfdata FILE FOLDED [inlines] | heap FILE | same FOLDED FOLDED [clean] | top FOLDED REPORT | run RUNS PROGRAM …");
    return 2;
}

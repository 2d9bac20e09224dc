using System.Text.RegularExpressions;
using Hone.Profiling;
using Hone.Profiling.Formats;

namespace Hone.Opportunities.Levers.Reading;

/// <summary>
/// Tells what functions do by their names: those of the C and C++ libraries, of .NET, of CPython's standard library and of V8 and
/// Node.js. Own functions are known by words in their names, for C programs bring their codecs and searches along.
/// </summary>
internal static partial class FrameTraits
{
    // Nobody reads longer names, and a hostile file could hold one of a gigabyte.
    private const int Longest = 2000;

    /// <summary>The traits of a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="own">It is code of the project.</param>
    public static FrameTrait Of(Frame frame, bool own) => frame.Function.Length > Longest ? FrameTrait.None : frame.Origin switch
    {
        FrameOrigin.Kernel => OfKernel(frame.Function),
        FrameOrigin.Runtime => HotspotCategories.OfFrame(frame) switch
        {
            HotspotCategory.Gc => FrameTrait.Gc | FrameTrait.Memory,
            HotspotCategory.Allocation => FrameTrait.Memory,
            _ => FrameTrait.None,
        },
        FrameOrigin.Native or FrameOrigin.Managed or FrameOrigin.Script when own => OfOwn(frame.Function),
        FrameOrigin.Native => OfNative(frame),
        FrameOrigin.Managed => OfManaged(frame),
        FrameOrigin.Script => OfScript(frame),
        _ => FrameTrait.None,
    };

    private static FrameTrait OfKernel(string name) =>
        (KernelPaging().IsMatch(name) ? FrameTrait.Paging : 0) | (KernelIo().IsMatch(name) ? FrameTrait.Io : 0);

    private static FrameTrait OfOwn(string function)
    {
        string name = WithoutArguments(function);
        name = name[(name.LastIndexOfAny(['.', ':']) + 1)..];
        return (OwnCodec().IsMatch(name) ? FrameTrait.Codec : 0) | (OwnScan().IsMatch(name) ? FrameTrait.Scan : 0)
            | (OwnQueue().IsMatch(name) ? FrameTrait.Queue : 0) | (OwnSort().IsMatch(name) ? FrameTrait.Sort : 0);
    }

    private static FrameTrait OfNative(Frame frame)
    {
        string name = Plain(frame.Function);
        FrameTrait traits = AllocatorFrames.Is(frame) || Freeing().IsMatch(name) ? FrameTrait.Memory : FrameTrait.None;
        if (name.StartsWith("std::", StringComparison.Ordinal) || name.Contains(" std::", StringComparison.Ordinal) || name.StartsWith("gnu_cxx::", StringComparison.Ordinal))
        {
            return traits | OfStandardTemplate(frame.Function);
        }

        return traits
            | (NativeCopy().IsMatch(name) ? FrameTrait.Copy : 0)
            | (NativeClear().IsMatch(name) ? FrameTrait.Clear : 0)
            | (NativeCompare().IsMatch(name) ? FrameTrait.Compare : 0)
            | (NativeScan().IsMatch(name) ? FrameTrait.Scan : 0)
            | (NativeSort().IsMatch(name) ? FrameTrait.Sort : 0)
            | (NativePattern().IsMatch(name) ? FrameTrait.PatternBuild : 0)
            | (NativeFormat().IsMatch(name) ? FrameTrait.Format : 0)
            | (NativeCodec().IsMatch(name) ? FrameTrait.Codec : 0)
            | (NativeBuffering().IsMatch(name) ? FrameTrait.Buffering : 0)
            | (NativeIo().IsMatch(name) ? FrameTrait.Io : 0)
            | (name is "realloc" or "reallocarray" or "int_realloc" ? FrameTrait.Growing : 0)
            | (NativeLock().IsMatch(name) ? FrameTrait.Lock : 0);
    }

    // C++ templates of the standard library are compiled into the program, under names that hold their arguments.
    private static FrameTrait OfStandardTemplate(string function) =>
        (TemplateGrowing().IsMatch(function) ? FrameTrait.Growing : 0)
        | (TemplateCopy().IsMatch(function) ? FrameTrait.Copy : 0)
        | (TemplateScan().IsMatch(function) ? FrameTrait.Scan : 0)
        | (TemplateSort().IsMatch(function) ? FrameTrait.Sort : 0)
        | (function.Contains("std::__detail::_Compiler", StringComparison.Ordinal) || function.Contains("std::__cxx11::basic_regex", StringComparison.Ordinal) ? FrameTrait.PatternBuild : 0)
        | (function.Contains("std::deque", StringComparison.Ordinal) || function.Contains("std::queue", StringComparison.Ordinal) ? FrameTrait.Queue : 0)
        | (TemplateBuffering().IsMatch(function) ? FrameTrait.Buffering : 0);

    private static FrameTrait OfManaged(Frame frame)
    {
        string name = frame.Function;
        return (ManagedCodec().IsMatch(name) ? FrameTrait.Codec : 0)
            | (ManagedFormat().IsMatch(name) ? FrameTrait.Format : 0)
            | (ManagedGrowing().IsMatch(name) ? FrameTrait.Growing : 0)
            | (ManagedCopy().IsMatch(name) ? FrameTrait.Copy : 0)
            | (ManagedCompare().IsMatch(name) ? FrameTrait.Compare : 0)
            | (ManagedScan().IsMatch(name) ? FrameTrait.Scan : 0)
            | (ManagedSort().IsMatch(name) ? FrameTrait.Sort : 0)
            | (ManagedPattern().IsMatch(name) ? FrameTrait.PatternBuild : 0)
            | (ManagedWhole().IsMatch(name) ? FrameTrait.ReadsWhole : 0)
            | (name.StartsWith("System.IO.", StringComparison.Ordinal) || name.StartsWith("System.Net.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Win32.SafeHandles.SafeFileHandle", StringComparison.Ordinal) ? FrameTrait.Io | FrameTrait.Buffering : 0)
            | (ManagedQueue().IsMatch(name) ? FrameTrait.Queue : 0)
            | (name.StartsWith("System.Threading.Monitor.", StringComparison.Ordinal) || name.StartsWith("System.Threading.Lock.", StringComparison.Ordinal) ? FrameTrait.Lock : 0);
    }

    private static FrameTrait OfScript(Frame frame)
    {
        string file = frame.Source?.File ?? frame.Module;
        string name = frame.Function;
        if (frame.Module.StartsWith("node:", StringComparison.Ordinal))
        {
            return (NodeWhole().IsMatch(name) ? FrameTrait.ReadsWhole : 0) | (NodeIo().IsMatch(frame.Module) ? FrameTrait.Io : 0);
        }

        // V8's own functions have neither file nor module.
        if (file.Length == 0)
        {
            return (V8Codec().IsMatch(name) ? FrameTrait.Codec : 0)
                | (V8Scan().IsMatch(name) ? FrameTrait.Scan : 0)
                | (V8Copy().IsMatch(name) ? FrameTrait.Copy : 0)
                | (name == "sort" ? FrameTrait.Sort : 0)
                | (name is "RegExp" or "compile" ? FrameTrait.PatternBuild : 0);
        }

        return (PythonCodec().IsMatch(file) ? FrameTrait.Codec : 0)
            | (PythonPattern().IsMatch(file) ? FrameTrait.PatternBuild : 0)
            | (file.EndsWith("/copy.py", StringComparison.Ordinal) ? FrameTrait.Copy : 0)
            | (file.EndsWith("/queue.py", StringComparison.Ordinal) || file.EndsWith("/asyncio/queues.py", StringComparison.Ordinal) ? FrameTrait.Queue : 0)
            | (PythonIo().IsMatch(file) ? FrameTrait.Io : 0)
            | (name.EndsWith("read_text", StringComparison.Ordinal) || name.EndsWith("read_bytes", StringComparison.Ordinal) ? FrameTrait.ReadsWhole : 0);
    }

    /// <summary><c>__memmove_avx_unaligned_erms</c> and <c>__GI___memmove</c> begin with <c>memmove</c>.</summary>
    private static string Plain(string function)
    {
        string name = WithoutArguments(function).TrimStart('_');
        name = name.StartsWith("GI_", StringComparison.Ordinal) ? name[3..].TrimStart('_') : name;
        return name.StartsWith("libc_", StringComparison.Ordinal) ? name["libc_".Length..] : name;
    }

    private static string WithoutArguments(string function)
    {
        int end = function.AsSpan().IndexOfAny('(', '@');
        return end > 0 ? function[..end] : function;
    }

    [GeneratedRegex("page_fault|handle_mm_fault|clear_page|clear_huge|do_anonymous_page|unmap_|zap_p|_mmap|_munmap|madvise|_brk$|alloc_pages|alloc_anon", RegexOptions.CultureInvariant)]
    private static partial Regex KernelPaging();

    [GeneratedRegex("sys_(p?read|p?write|open|close|send|recv|newfstat|stat|connect|accept|fsync)|vfs_(read|write|open)|do_sys_open", RegexOptions.CultureInvariant)]
    private static partial Regex KernelIo();

    [GeneratedRegex("(?i:json|xml|yaml|base64|serializ|marshal|protobuf|msgpack|pickle|stringify|deflate|inflate|compress|codec|utf_?8|varint)|(^|_)(en|de)code(r|_|$|[A-Z])|(?<=[a-z])(En|De)code|^(En|De)code", RegexOptions.CultureInvariant)]
    private static partial Regex OwnCodec();

    [GeneratedRegex("^(?!.*(?i:binary|bisect|bsearch|hash|tree|trie|heap))(.*_)?((?i:find|lookup|look_up|search|contains|index_?of|locate|exists|member|has|seen)(_|$|[A-Z0-9])|.*[a-z](Find|Lookup|Search|Contains|IndexOf|Locate|Exists))", RegexOptions.CultureInvariant)]
    private static partial Regex OwnScan();

    [GeneratedRegex("(?i:queue|mailbox|backlog)", RegexOptions.CultureInvariant)]
    private static partial Regex OwnQueue();

    [GeneratedRegex("(?i:sort)", RegexOptions.CultureInvariant)]
    private static partial Regex OwnSort();

    [GeneratedRegex("^(free|cfree|int_free|int_free_.*|malloc_consolidate|systrim|unlink_chunk|tcache_.*|operator delete|PyObject_Free|PyMem_.*Free)", RegexOptions.CultureInvariant)]
    private static partial Regex Freeing();

    [GeneratedRegex("^(mem(p?cpy|move)|str(n?cpy|n?dup|n?cat)|stp(n?cpy)|wmem(cpy|move)|bcopy)(_|$)", RegexOptions.CultureInvariant)]
    private static partial Regex NativeCopy();

    [GeneratedRegex("^(memset|wmemset|bzero)(_|$)", RegexOptions.CultureInvariant)]
    private static partial Regex NativeClear();

    [GeneratedRegex("^(str(n?cmp|n?casecmp|coll)|memcmp|bcmp|wcs(n?cmp))(_|$)", RegexOptions.CultureInvariant)]
    private static partial Regex NativeCompare();

    [GeneratedRegex("^(strstr|strcasestr|strr?chr|strchrnul|memr?chr|rawmemchr|memmem|strn?len|strspn|strcspn|strpbrk|wcslen|lfind|lsearch)(_|$)", RegexOptions.CultureInvariant)]
    private static partial Regex NativeScan();

    [GeneratedRegex("^(qsort|msort|heapsort_r|insertion_sort|introsort)", RegexOptions.CultureInvariant)]
    private static partial Regex NativeSort();

    [GeneratedRegex("^(regcomp|re_compile|pcre2?_compile|parse_reg_exp|peek_token|init_dfa|create_initial_state)", RegexOptions.CultureInvariant)]
    private static partial Regex NativePattern();

    [GeneratedRegex("^(v?s?n?f?d?printf|vfprintf|printf_|fprintf|v?as?printf|v?s?f?scanf|vfscanf|strto(d|f|ld|l|ul|ll|ull)|____strto|str_?to|atoi|atof|atol|itoa|mpn_|dtoa|Xprintf)", RegexOptions.CultureInvariant)]
    private static partial Regex NativeFormat();

    [GeneratedRegex("^(json_|cJSON|yyjson|rapidjson|nlohmann|simdjson|xml|XML_|google::protobuf|pb_|msgpack|inflate|deflate|compress|uncompress|BZ2_|ZSTD_|LZ4|lzma_|base64|EVP_(En|De)code|iconv|adler32|longest_match|fill_window)", RegexOptions.CultureInvariant)]
    private static partial Regex NativeCodec();

    [GeneratedRegex("^(f(write|puts|putc|read|gets|getc|flush)|put(s|c|char)|get(c|line|delim|char)|IO_|new_do_write|new_file_|.*_unlocked)", RegexOptions.CultureInvariant)]
    private static partial Regex NativeBuffering();

    [GeneratedRegex("^(p?read|p?write|readv|writev|open|openat|close|send|recv|sendto|recvfrom|sendmsg|recvmsg|connect|accept|fopen|fclose|stat|fstat|lstat|access)(64)?(_nocancel)?$", RegexOptions.CultureInvariant)]
    private static partial Regex NativeIo();

    [GeneratedRegex("^(pthread_(mutex|rwlock|spin)|lll_lock|lll_mutex|mutex_lock)", RegexOptions.CultureInvariant)]
    private static partial Regex NativeLock();

    [GeneratedRegex("_M_realloc_|::reserve|_M_fill_|_M_default_append|_M_rehash|_M_emplace_back|::push_back|::emplace_back|_M_mutate|::_M_append", RegexOptions.CultureInvariant)]
    private static partial Regex TemplateGrowing();

    [GeneratedRegex("::_M_construct|::substr\\(|::_M_assign|uninitialized_copy|__copy_m|::basic_string\\(|::vector\\(std::vector|_M_copy|::operator=\\(std::|_M_range_insert", RegexOptions.CultureInvariant)]
    private static partial Regex TemplateCopy();

    [GeneratedRegex("std::(__)?(find|count|any_of|none_of|all_of|search|find_if|max_element|min_element)|::find\\(|::compare\\(", RegexOptions.CultureInvariant)]
    private static partial Regex TemplateScan();

    [GeneratedRegex("std::(__)?(sort|stable_sort|introsort|insertion_sort|unguarded_|adjust_heap|merge|partial_sort|push_heap|pop_heap)", RegexOptions.CultureInvariant)]
    private static partial Regex TemplateSort();

    [GeneratedRegex("std::(basic_)?(i|o|f|if|of|io|string)?stream|std::basic_(filebuf|streambuf|ostream|istream)|std::operator(<<|>>)|std::getline|std::endl|__ostream_insert", RegexOptions.CultureInvariant)]
    private static partial Regex TemplateBuffering();

    [GeneratedRegex(@"^(System\.Text\.Json\.|Newtonsoft\.Json\.|System\.Xml\.|Google\.Protobuf\.|MessagePack\.|System\.Runtime\.Serialization\.|System\.IO\.Compression\.|System\.Text\.Encodings\.Web\.|System\.Convert\.(To|From|TryTo|TryFrom)(Base64|Hex)|System\.Convert\.ConvertToBase64|System\.Buffers\.Text\.)", RegexOptions.CultureInvariant)]
    private static partial Regex ManagedCodec();

    [GeneratedRegex(@"^(System\.Number\.|System\.(Int32|Int64|Double|Decimal|DateTime|Guid|Single)\.(Parse|TryParse|ToString|TryFormat)|System\.String\.Format|System\.DateTimeFormat|System\.DateTimeParse|System\.Runtime\.CompilerServices\.DefaultInterpolatedStringHandler)", RegexOptions.CultureInvariant)]
    private static partial Regex ManagedFormat();

    [GeneratedRegex(@"\.(AddWithResize|set_Capacity|Grow|EnsureCapacity|Resize|ExpandByABlock|GrowCore|MakeRoom)$", RegexOptions.CultureInvariant)]
    private static partial Regex ManagedGrowing();

    [GeneratedRegex(@"\.(ToArray|Substring|SubstringInternal|InternalSubString|InternalSubstring|Memmove|BlockCopy|CopyTo|GetSubArray|Clone|ToList|GetRange|BulkMoveWithWriteBarrier|Concat|CopyStringContent|FillStringChecked|MemmoveInternal)$|^System\.(Array|Buffer)\.(Copy|_?Memmove|BlockCopy)", RegexOptions.CultureInvariant)]
    private static partial Regex ManagedCopy();

    [GeneratedRegex(@"\.(Equals|EqualsHelper|SequenceEqual|SequenceCompareTo|Compare|CompareTo|CompareOrdinal|CompareOrdinalHelper|EqualsOrdinal|op_Equality)$", RegexOptions.CultureInvariant)]
    private static partial Regex ManagedCompare();

    [GeneratedRegex(@"(List|Array|String|SpanHelpers|MemoryExtensions|LinkedList|ImmutableList|Collection)[^.]*\.(Contains|IndexOf|LastIndexOf|Find|FindIndex|FindAll|Exists|Remove|IndexOfAny|IndexOfValueType|Find(Last)?)$|System\.Linq\.Enumerable\.(First|FirstOrDefault|Single|SingleOrDefault|Any|Contains|Count|Where|TryGetFirst|Last|LastOrDefault|Sum|Max|Min|MaxBy|MinBy)|Comparer[^.]*\.IndexOf$", RegexOptions.CultureInvariant)]
    private static partial Regex ManagedScan();

    [GeneratedRegex(@"\.(Sort|IntrospectiveSort|IntroSort|InsertionSort|PickPivotAndPartition|HeapSort|OrderBy|QuickSort)$|EnumerableSorter|OrderedEnumerable", RegexOptions.CultureInvariant)]
    private static partial Regex ManagedSort();

    [GeneratedRegex(@"^System\.Text\.RegularExpressions\.(RegexParser|RegexWriter|RegexNode|RegexInterpreterCode|RegexCompiler|RegexLWCGCompiler|RegexCharClass|RegexTreeAnalyzer|RegexFindOptimizations|RegexPrefixAnalyzer|Regex\.(\.ctor|Init)|Symbolic)", RegexOptions.CultureInvariant)]
    private static partial Regex ManagedPattern();

    [GeneratedRegex(@"^System\.IO\.(File\.(ReadAll|ReadToEnd)|StreamReader\.ReadToEnd|TextReader\.ReadToEnd|StringReader\.ReadToEnd|Stream\.CopyTo)", RegexOptions.CultureInvariant)]
    private static partial Regex ManagedWhole();

    [GeneratedRegex(@"^System\.(Collections\.(Concurrent\.|Generic\.)(Concurrent)?(Queue|BlockingCollection)|Threading\.(Channels|Tasks\.Dataflow)\.)", RegexOptions.CultureInvariant)]
    private static partial Regex ManagedQueue();

    [GeneratedRegex("^(readFileSync|readFile)$", RegexOptions.CultureInvariant)]
    private static partial Regex NodeWhole();

    [GeneratedRegex("^node:(fs|internal/fs|net|http|internal/streams|child_process|sqlite|https|internal/child_process|_http)", RegexOptions.CultureInvariant)]
    private static partial Regex NodeIo();

    [GeneratedRegex("^(parse|stringify|JsonParse|JsonStringify)$", RegexOptions.CultureInvariant)]
    private static partial Regex V8Codec();

    [GeneratedRegex("^(includes|indexOf|lastIndexOf|find|findIndex|findLast|some|every|filter|search|match)$", RegexOptions.CultureInvariant)]
    private static partial Regex V8Scan();

    [GeneratedRegex("^(slice|concat|subarray|from|substring|structuredClone|copyWithin|set|splice)$", RegexOptions.CultureInvariant)]
    private static partial Regex V8Copy();

    [GeneratedRegex("(^|/)(json/[a-z_]+|decoder|encoder|scanner|pickle|base64|gzip|zlib|bz2|lzma|csv|configparser|plistlib|expatbuilder|minidom|ElementTree|expatreader|codecs|quopri|zipfile|shelve|marshal)\\.py$|/(yaml|xml)/", RegexOptions.CultureInvariant)]
    private static partial Regex PythonCodec();

    [GeneratedRegex("(^|/)(re/_(compiler|parser|constants|casefix)|sre_(compile|parse|constants)|_compiler|_parser)\\.py$", RegexOptions.CultureInvariant)]
    private static partial Regex PythonPattern();

    [GeneratedRegex("(^|/)(socket|http/client|client|urllib/request|request|ssl|subprocess|shutil|pathlib|sqlite3/[a-z_]+|socketserver|_pyio|tempfile)\\.py$|/pathlib/", RegexOptions.CultureInvariant)]
    private static partial Regex PythonIo();
}

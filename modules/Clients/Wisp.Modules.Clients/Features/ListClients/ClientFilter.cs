using Wisp.Modules.Clients.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.ListClients;

/// <summary>
/// Builds the conditions of every query over clients, the operator's scope always among them. Fragments are constant text; what
/// people typed goes in as parameters. A search of short words only has two ways to match, each with its own index, so a query
/// is one select for each of <see cref="Ways"/>, united.
/// </summary>
internal sealed class ClientFilter
{
    /// <summary>The list's order; it must read as the index <c>client_by_name</c> does.</summary>
    public const string SortName = "left(c.name, 200) collate \"es-x-icu\"";

    private const string ShownId = "(coalesce(c.custom_id, c.public_id::text) collate \"C\")";

    private readonly List<string> conditions = [];
    private readonly List<string> ways = [];
    private readonly List<object?> parameters = [];

    public object?[] Parameters => [.. parameters];

    /// <summary>Whole <c>where</c> clauses; a client matches when one of them does.</summary>
    public IEnumerable<string> Ways => (ways.Count == 0 ? [""] : ways).Select(way =>
    {
        var all = way.Length == 0 ? conditions : [way, .. conditions];
        return all.Count == 0 ? "" : $"where {string.Join("\n  and ", all)}";
    });

    public string Parameter(object? value)
    {
        parameters.Add(value);
        return $"${parameters.Count}";
    }

    /// <param name="collectorOf">The operator whose clients alone are seen, or <c>null</c> for all.</param>
    public ClientFilter Within(Guid? collectorOf)
    {
        if (collectorOf is { } operatorId)
            conditions.Add($"c.collector_id = (select k.id from clients.collector k where k.operator_id = {Parameter(operatorId)})");
        return this;
    }

    public ClientFilter WithStatus(ClientStatus? status)
    {
        if (status is { } one) conditions.Add($"c.status = '{ClientStatuses.Code(one)}'");
        return this;
    }

    public ClientFilter Matching(SearchWords search)
    {
        if (search.IsEmpty) return this;
        if (search.CanUseIndex) return Containing(search.Words);

        var start = Parameter(search.Words[0]);
        // The bounds walk the list's index: U+FFFF sorts after every letter, and Spanish sorts ñ after n.
        ways.Add(
            $"""
            {SortName} between ext.fold({start}) and replace(ext.fold({start}), 'n', 'ñ') || chr(65535)
              and ext.fold(left(c.name, 200)) like {Escaped($"ext.fold({start})")} || '%'
            """);
        ways.Add($"({ShownId} like {Escaped(start)} || '%' or {ShownId} like upper({Escaped(start)}) || '%')");
        return Containing(search.Words.Skip(1));
    }

    public ClientFilter With(string condition)
    {
        conditions.Add(condition);
        return this;
    }

    private ClientFilter Containing(IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            var contains = $"c.haystack like '%' || {Escaped($"ext.fold({Parameter(word)})")} || '%'";
            conditions.Add(SearchWords.BareNumber(word) is { } bare
                ? $"({contains} or c.haystack like '%' || {Parameter(bare)} || '%')"
                : contains);
        }

        return this;
    }

    // The planner folds this into a constant, so the pattern still finds its index.
    private static string Escaped(string text) => $@"regexp_replace({text}::text, '([\\%_])', '\\\1', 'g')";
}

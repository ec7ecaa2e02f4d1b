using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Domain;

namespace Wisp.Modules.Clients.Features.ListClients;

/// <summary>
/// Builds the conditions of every query over clients <c>c</c>, the operator's scope always among them. Fragments are constant
/// text; what people typed goes in as parameters.
/// </summary>
internal sealed partial class ClientFilter
{
    private const string ShownId = "(coalesce(c.custom_id, c.public_id::text) collate \"C\")";

    private readonly List<object?> parameters = [];
    private readonly List<string> common = [];
    private readonly List<string> rare = [];
    private readonly List<string> starts = [];

    public object?[] Parameters => [.. parameters];

    /// <summary>Conditions that most clients meet, as a <c>where</c> clause.</summary>
    public string Common => Where(common);

    /// <summary>Conditions that few clients meet, as a <c>where</c> clause.</summary>
    public string Rare => Where(rare);

    /// <summary>Whether few clients are expected to match, so that finding them all is cheaper than walking the list in its order.</summary>
    public bool IsSelective => rare.Count + starts.Count > 0;

    /// <summary>Whole <c>where</c> clauses; a client matches when one of them does. Each has its own index.</summary>
    public IReadOnlyList<string> Ways =>
        starts.Count == 0 ? [Where([.. common, .. rare])] : [.. starts.Select(start => Where([start, .. common, .. rare]))];

    public string Parameter(object? value)
    {
        parameters.Add(value);
        return $"${parameters.Count}";
    }

    /// <param name="collectorOf">The operator whose clients alone are seen, or <c>null</c> for all.</param>
    public ClientFilter Within(Guid? collectorOf)
    {
        if (collectorOf is { } operatorId)
            rare.Add($"c.collector_id = (select k.id from clients.collector k where k.operator_id = {Parameter(operatorId)})");
        return this;
    }

    /// <summary>Most clients are active and few are not.</summary>
    public ClientFilter WithStatus(ClientStatus? status)
    {
        if (status is { } one) (one == ClientStatus.Active ? common : rare).Add($"c.status = '{ClientStatuses.Code(one)}'");
        return this;
    }

    public ClientFilter With(string condition)
    {
        common.Add(condition);
        return this;
    }

    /// <summary>A condition of the advanced search; how many meet it is not known.</summary>
    public ClientFilter Having(string condition)
    {
        rare.Add(condition);
        return this;
    }

    /// <summary>Clients of a set that a module names.</summary>
    public ClientFilter In(ClientSql set) => Having($"c.id in ({Sub(set)})");

    /// <summary>A module's select with its parameters moved behind ours.</summary>
    public string Sub(ClientSql select)
    {
        var before = parameters.Count;
        // Copies, since a search may take several commands and a parameter belongs to one.
        parameters.AddRange(select.Values.Select(value => value is NpgsqlParameter typed ? typed.Clone() : value));
        return LocalParameter().Replace(select.Text, at => $"${before + int.Parse(at.ValueSpan[1..], CultureInfo.InvariantCulture)}");
    }

    /// <summary>A column in which a word stands. The haystack, which holds every column that people search, has the index.</summary>
    public ClientFilter Containing(string word, params ReadOnlySpan<string> columns)
    {
        var pattern = $"'%' || {Escaped($"ext.fold({Parameter(word)})")} || '%'";
        var any = string.Join(" or ", columns.ToArray().Select(column => $"ext.fold({column}) like {pattern}"));
        return Having($"(c.haystack like {pattern} and ({any}))");
    }

    public ClientFilter Matching(SearchWords search)
    {
        if (search.IsEmpty) return this;
        if (search.CanUseIndex) return Containing(search.Words);

        var start = Parameter(search.Words[0]);
        // The bounds walk the list's index: U+FFFF sorts after every letter, and Spanish sorts ñ after n. The haystack begins with the name.
        starts.Add(
            $"""
            {ListOrder.Usual.Expression} between ext.fold({start}) and replace(ext.fold({start}), 'n', 'ñ') || chr(65535)
              and c.haystack like {Escaped($"ext.fold({start})")} || '%'
            """);
        starts.Add($"({ShownId} like {Escaped(start)} || '%' or {ShownId} like upper({Escaped(start)}) || '%')");
        return Containing(search.Words.Skip(1));
    }

    private ClientFilter Containing(IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            var contains = $"c.haystack like '%' || {Escaped($"ext.fold({Parameter(word)})")} || '%'";
            rare.Add(SearchWords.BareNumber(word) is { } bare
                ? $"({contains} or c.haystack like '%' || {Parameter(bare)} || '%')"
                : contains);
        }

        return this;
    }

    // The planner folds this into a constant, so the pattern still finds its index.
    private static string Escaped(string text) => $@"regexp_replace({text}::text, '([\\%_])', '\\\1', 'g')";

    [GeneratedRegex(@"\$[0-9]+")]
    private static partial Regex LocalParameter();

    private static string Where(IReadOnlyCollection<string> conditions) =>
        conditions.Count == 0 ? "" : $"where {string.Join("\n  and ", conditions)}";
}

using Microsoft.Extensions.Localization;
using NetTopologySuite.Geometries;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.FormOptions;
using Wisp.Modules.Clients.Features.FormTabs;
using Wisp.Modules.Clients.Features.SaveClient;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>Says in the reader's words what a save answered.</summary>
[Feature]
internal sealed class FormText(RuleText rules, IStringLocalizer<ClientsText> text, IStringLocalizerFactory texts)
{
    public IReadOnlyList<FormProblem> Of(SaveResult.Refused refused) =>
    [
        .. refused.Errors.Select(e => new FormProblem(e.Field, rules.Of(e))),
        .. refused.Taken.Select(t => new FormProblem(t.Field, text[$"taken.{t.Field}"], t.Holder)),
        .. refused.Tabs.Select(Of),
    ];

    public IReadOnlyList<FormDoubt> Of(SaveResult.Doubtful doubtful) =>
        [.. doubtful.Doubts.Select(d => new FormDoubt(d.Key, rules.Of(d.What), d.Other, d.What.Rule == DraftReader.Swapped))];

    public IReadOnlyList<FormDifference> Of(SaveResult.Overtaken overtaken, ClientFormOptions options) =>
        [.. overtaken.Differences.Select(d => new FormDifference(text[$"field.{(d.Field == nameof(Client.NationalIdentificationNumber) ? nameof(ClientDraft.Document) : d.Field)}"], Value(d.Stored, options), Value(d.Typed, options)))];

    private FormProblem Of(TabProblem problem) => problem.Problem is { } field
        ? new FormProblem(field.Field, field.Message) { Tab = problem.Tab.Key, Label = field.Label }
        : new FormProblem("", text["form.tab-failed"]) { Tab = problem.Tab.Key, Label = texts.Text(problem.Tab.Label) };

    private string? Value(object? value, ClientFormOptions options) => value switch
    {
        PersonKind kind => text[$"kind.{kind}"],
        Guid id => options.NameOf(id) ?? text["option.archived"],
        Point point => GeoText.Show(point),
        _ => value?.ToString(),
    };
}

using Microsoft.AspNetCore.Http;
using Wisp.Contracts.Clients;
using Wisp.Modules.Clients.Domain;
using Wisp.Modules.Clients.Features.Bounces;
using Wisp.Modules.Clients.Features.FormOptions;
using Wisp.Modules.Clients.Features.FormTabs;
using Wisp.Modules.Clients.Features.Renaming;
using Wisp.Modules.Clients.Features.SaveClient;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Areas.Clients.Pages;

/// <summary>Draws the form with the tabs of other modules, and reads it back.</summary>
[Feature]
internal sealed class DrawForm(OpenClient open, LoadFormOptions options, FormTabs tabs, NameUse nameUse, FindBounce bounces, IContributions contributions, IIsp isp)
{
    /// <summary>The form of a client that is being made, or of a stored one.</summary>
    public async Task<ClientForm> OpenAsync(ClientDraft draft, Guid? id, CancellationToken cancellationToken)
    {
        var form = await BareAsync(draft, id, cancellationToken);
        return form with { Tabs = await TabsAsync(draft, id, [], [], cancellationToken) };
    }

    /// <summary>The form as it was sent, with what is to be said about it.</summary>
    public async Task<ClientForm> AgainAsync(
        SaveRequest request, Guid? id, IReadOnlyList<TabProblem> problems, CancellationToken cancellationToken)
    {
        var form = await BareAsync(request.Draft, id, cancellationToken);
        return form with
        {
            Version = request.Version,
            RenameReason = request.RenameReason,
            Accepted = request.Accepted,
            Tabs = await TabsAsync(request.Draft, id, request.Tabs, problems, cancellationToken),
        };
    }

    public SaveRequest Read(ClientDraft draft, uint version, IFormCollection form)
    {
        var fields = form.ToDictionary(field => field.Key, field => (IReadOnlyList<string>)[.. field.Value.Select(value => value ?? "")], StringComparer.Ordinal);
        return new SaveRequest(form["swap"] == "true" ? draft.Swapped() : draft)
        {
            Version = version,
            RenameReason = form[nameof(SaveRequest.RenameReason)],
            Accepted = [.. form["accepted"].OfType<string>()],
            Tabs = tabs.Typed(fields),
        };
    }

    private async Task<ClientForm> BareAsync(ClientDraft draft, Guid? id, CancellationToken cancellationToken)
    {
        var papers = id is { } known ? await nameUse.PapersAsync(known, cancellationToken) : [];
        var isFixed = papers.Count > 0 && !nameUse.MayRename;
        // Names that may not be changed are those that are stored, whoever stored them.
        if (isFixed && await open.FindAsync(id!.Value, cancellationToken) is { } stored) draft = draft.Named(ClientDraft.Of(stored));
        return new ClientForm(draft, await options.RunAsync(draft.Country, cancellationToken), id is null ? "/clients" : $"/clients/{id}")
        {
            Papers = papers,
            IsNameFixed = isFixed,
            Bounce = await bounces.RunAsync(draft.Email, cancellationToken),
        };
    }

    private async Task<IReadOnlyList<FormTab>> TabsAsync(
        ClientDraft draft, Guid? id, IReadOnlyList<TypedTab> typed, IReadOnlyList<TabProblem> problems, CancellationToken cancellationToken)
    {
        var country = draft.Country ?? (await isp.SettingsAsync(cancellationToken)).Country;
        var drawn = new List<FormTab>();
        foreach (var tab in tabs.Allowed)
        {
            IReadOnlyList<ClientFormProblem> own = [.. problems.Where(problem => problem.Tab == tab).Select(problem => problem.Problem).OfType<ClientFormProblem>()];
            var request = new ClientFormRequest(id, country, typed.FirstOrDefault(one => one.Tab == tab)?.Input, own);
            var model = await contributions.TryAsync(tab, () => tab.DrawAsync(request, cancellationToken), cancellationToken);
            drawn.Add(new FormTab(tab, tabs.TextOf(tab), model.Value));
        }

        return drawn;
    }
}

using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Integration;

/// <summary>"Acceso al portal" of the advanced search.</summary>
[Feature]
internal sealed class AccessSearch(IStringLocalizer<SelfText> text) : IClientSearchFilter
{
    private static readonly Dictionary<string, string> Ways = new()
    {
        ["never"] = "select k.id from clients.clients_v1 k where not exists (select from portal.accesses_v1 a where a.client_id = k.id and a.last_sign_in_at is not null)",
        ["has"] = "select a.client_id from portal.accesses_v1 a where a.last_sign_in_at is not null and a.enabled",
        ["closed"] = "select a.client_id from portal.accesses_v1 a where not a.enabled",
    };

    public string Key => "portal.access";

    public Label Label => Label.Of<SelfText>("search.access");

    public int Order => 900;

    public string? Permission => PortalPermissions.RegeneratePassword;

    public ClientSearchTab Tab => ClientSearchTab.Client;

    public ClientFilterInput Input => ClientFilterInput.Choice;

    public Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ClientFilterOption>>([.. Ways.Keys.Select(way => new ClientFilterOption(way, text[$"search.access.{way}"]))]);

    public ClientSql? Matching(ClientFilterValue value)
    {
        string[] chosen = [.. Ways.Where(way => value.Chosen.Contains(way.Key)).Select(way => way.Value)];
        return chosen.Length == 0 ? null : new(string.Join(" union ", chosen));
    }
}

using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features;
using Wisp.Modules.Network.Features.Catalog;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Integration;

/// <summary>"Deshabilitado" finds contracts disabled by anyone, "Deshabilitado por el sistema" those whose last change was the system's (SRCH-07, 08).</summary>
[Feature]
internal sealed class StateFilter(ContractScope scope, IStringLocalizer<NetworkText> text) : IClientSearchFilter
{
    public string Key => "network.state";

    public Label Label => Label.Of<NetworkText>("field.State");

    public int Order => 90;

    public string? Permission => NetworkPermissions.View;

    public ClientSearchTab Tab => ClientSearchTab.Contract;

    public ClientFilterInput Input => ClientFilterInput.Choice;

    public Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ClientFilterOption>>([.. ShownState.All.Select(code => new ClientFilterOption(code, text[ShownState.Key(code)]))]);

    public ClientSql? Matching(ClientFilterValue value) => value.Chosen.Any(ShownState.All.Contains)
        ? scope.ClientsWith(ShownState.FoundSql("c", "$1"), value.Chosen.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Text))
        : null;
}

/// <summary>Clients with a contract on one of the chosen plans, nodes or servers; archived ones can be asked for too.</summary>
internal abstract class CatalogFilter(CatalogShape shape, CatalogChoices choices, ContractScope scope, IStringLocalizer<NetworkText> text) : IClientSearchFilter
{
    public string Key => $"network.{shape.Single}";

    public Label Label => Label.Of<NetworkText>(shape.Key("one"));

    public abstract int Order { get; }

    public string? Permission => NetworkPermissions.View;

    public ClientSearchTab Tab => ClientSearchTab.Contract;

    public ClientFilterInput Input => ClientFilterInput.Choice;

    public async Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) =>
        [.. (await choices.AllAsync(shape, cancellationToken)).Select(choice => new ClientFilterOption(
            $"{choice.Id}", choice.Archived ? text[shape.Key("archived.name"), choice.Name] : choice.Name))];

    public ClientSql? Matching(ClientFilterValue value)
    {
        var ids = value.Chosen.Select(chosen => Guid.TryParse(chosen, out var id) ? id : (Guid?)null).OfType<Guid>().ToArray();
        return ids.Length == 0 ? null : scope.ClientsWith($"c.{shape.ContractColumn} = any ($1)", (object)ids);
    }
}

[Feature]
internal sealed class PlanFilter(CatalogChoices choices, ContractScope scope, IStringLocalizer<NetworkText> text) : CatalogFilter(CatalogShape.Plans, choices, scope, text)
{
    public override int Order => 200;
}

[Feature]
internal sealed class NodeFilter(CatalogChoices choices, ContractScope scope, IStringLocalizer<NetworkText> text) : CatalogFilter(CatalogShape.Nodes, choices, scope, text)
{
    public override int Order => 300;
}

[Feature]
internal sealed class ServerFilter(CatalogChoices choices, ContractScope scope, IStringLocalizer<NetworkText> text) : CatalogFilter(CatalogShape.Servers, choices, scope, text)
{
    public override int Order => 400;
}

[Feature]
internal sealed class StartFilter(ContractScope scope) : IClientSearchFilter
{
    public string Key => "network.start";

    public Label Label => Label.Of<NetworkText>("field.StartDate");

    public int Order => 500;

    public string? Permission => NetworkPermissions.View;

    public ClientSearchTab Tab => ClientSearchTab.Contract;

    public ClientFilterInput Input => ClientFilterInput.Dates;

    public Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ClientSql? Matching(ClientFilterValue value) => scope.ClientsWith(
        "c.start_date between coalesce($1, date '-infinity') and coalesce($2, date 'infinity')",
        value.From.As(NpgsqlDbType.Date), value.To.As(NpgsqlDbType.Date));
}

/// <summary>Whether the client has any contract at all, ended ones too.</summary>
[Feature]
internal sealed class HasContractFilter(ContractScope scope) : IClientSearchFilter
{
    public string Key => "network.any";

    public Label Label => Label.Of<NetworkText>("filter.any");

    public int Order => 600;

    public string? Permission => NetworkPermissions.View;

    public ClientSearchTab Tab => ClientSearchTab.Contract;

    public ClientFilterInput Input => ClientFilterInput.YesNo;

    public Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ClientSql? Matching(ClientFilterValue value)
    {
        if (value.Yes == true) return scope.ClientsWith("true");
        var (within, values) = scope.Where("k.id");
        return new ClientSql($"select k.id from clients.clients_v1 k where {within} and not exists (select from network.contracts_v1 c where c.client_id = k.id)", values);
    }
}

using System.Text.Json.Serialization;

namespace Wisp.Contracts.Network;

/// <summary>
/// State of a contract, the wanted one. Read in bulk from the published view instead:
/// <c>network.contracts_v1(id uuid, public_id bigint, client_id uuid, plan_id uuid, server_id uuid, node_id uuid or NULL, state text: 'enabled',
/// 'alerted' or 'disabled', state_origin text: 'operator', 'system', 'api' or 'gateway', state_reason text or NULL, state_changed_at timestamptz,
/// start_date date, end_date date or NULL (the last day of service), ended boolean: the last day has passed, next_plan_id uuid and
/// next_plan_from date, both or neither, ip inet or NULL, address text or NULL, location ext.geometry(Point,4326) or NULL,
/// created_at timestamptz)</c>. Rows are never deleted. Their states since they were made:
/// <c>network.state_changes_v1(contract_id uuid, from_state text, to_state text, origin text, at timestamptz)</c>; asked by contract and time it
/// uses an index. Catalogues:
/// <c>network.plans_v1(id uuid, public_id bigint, name text, down_kbps integer, up_kbps integer, price numeric(18,2) in the ISP's currency for
/// the whole frequency, frequency_months smallint, price_includes_tax boolean, active boolean)</c>,
/// <c>network.nodes_v1(id uuid, name text, location ext.geometry(Point,4326) or NULL, archived boolean)</c>,
/// <c>network.servers_v1(id uuid, name text, archived boolean)</c>.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContractState>))]
public enum ContractState
{
    /// <summary>In service.</summary>
    Enabled,

    /// <summary>In service; the subscriber is told of a debt.</summary>
    Alerted,

    /// <summary>Out of service, but for the notice page, the portal and payment gateways.</summary>
    Disabled,
}

/// <summary>Who made the last change of a contract's state.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContractStateOrigin>))]
public enum ContractStateOrigin
{
    /// <summary>A person at a screen.</summary>
    Operator,

    /// <summary>Wisp itself, by its rules.</summary>
    System,

    /// <summary>A person's program.</summary>
    Api,

    /// <summary>A payment gateway; the rules for the system hold for it too.</summary>
    Gateway,
}

namespace Wisp.Contracts.Clients;

/// <summary>
/// Names clients for other modules' pages and messages. Read in bulk from the published view instead:
/// <c>clients.clients_v1(id uuid, public_id bigint, shown_id text, name text, kind_person text, document_type text or NULL,
/// national_identification_number text or NULL as typed, document_key text or NULL, email text or NULL,
/// phone, phone_key, phone_mobile, phone_mobile_key text or NULL (keys in E.164 or bare digits), address,
/// address_additional_data, zip_code text or NULL, country char(2) as text, state_id, city_id, neighborhood_id, zone_id uuid or NULL,
/// location ext.geometry(Point,4326) or NULL, seller_id, collector_id uuid or NULL, status text: 'active' or 'deactivated',
/// deactivated_at timestamptz or NULL, created_at timestamptz)</c>.
/// Rows are never deleted. Order by <c>left(name, 200) collate "es-x-icu", public_id</c> to use the list's index.
/// What people look for stands in <c>clients.search_v1(id uuid, haystack text: name, ID, document, e-mail, phones and address, as
/// <c>ext.fold</c> makes them)</c>; <c>haystack like '%' || ext.fold(word) || '%'</c> uses its index. Collectors stand in
/// <c>clients.collectors_v1(id uuid, name text, operator_id uuid or NULL, archived boolean)</c>.
/// </summary>
public interface IClientDirectory
{
    /// <summary>Finds one client, deactivated ones too.</summary>
    /// <param name="id">The client.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The client, or <c>null</c> when there is none with that id.</returns>
    Task<ClientName?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Finds several clients at once.</summary>
    /// <param name="ids">The clients; repeated ids are welcome.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Those that exist, by id.</returns>
    Task<IReadOnlyDictionary<Guid, ClientName>> FindAsync(
        IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default);
}

/// <summary>How a client is shown to people.</summary>
/// <param name="Id">The client.</param>
/// <param name="ShownId">The ID that people know: the typed one, else the number given.</param>
/// <param name="Name">Full name or firm, at most 255 graphemes.</param>
/// <param name="Active"><c>false</c> when deactivated.</param>
public sealed record ClientName(Guid Id, string ShownId, string Name, bool Active)
{
    /// <summary>Local URL of the client's page.</summary>
    public string Url => $"/clients/{Id}";
}

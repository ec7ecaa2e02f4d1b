using System.Collections.Frozen;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts.Reading;

/// <summary>Headings that the import knows; case, accents, blanks and signs do not matter.</summary>
internal static class Headings
{
    private static readonly IReadOnlyDictionary<string, ImportField> Known = TableHeading.Index(new Dictionary<ImportField, string[]>
    {
        [ImportField.ContractId] = ["ID contrato", "ID de contrato", "Contrato", "Número de contrato", "N° de contrato", "contract_id", "contract", "contract number"],
        [ImportField.ClientId] = ["ID cliente", "ID de cliente", "Número de cliente", "client_id", "client number", "custom_id", "client_custom_id", "client_public_id"],
        [ImportField.Document] = ["Documento/cédula", "Documento o cédula", "Documento", "Cédula", "DNI", "document", "national_identification_number"],
        [ImportField.Plan] = ["Plan", "Nombre del plan", "plan_name"],
        [ImportField.Server] = ["Servidor", "Nombre del servidor", "server", "server_name", "server_configuration_name"],
        [ImportField.Node] = ["Nodo", "Nombre del nodo", "node", "node_name"],
        [ImportField.StartDate] = ["Comienza", "Comienzo", "Inicio", "Fecha de inicio", "Fecha de alta", "Alta", "start_date", "start"],
        [ImportField.EndDate] = ["Último día", "Fin", "Fecha de fin", "Fecha de baja", "Baja", "end_date", "end", "last day"],
        [ImportField.State] = ["Estado", "Estado del contrato", "state", "status"],
        [ImportField.Ip] = ["Dirección IP", "IP", "ip_address"],
        [ImportField.Mac] = ["Dirección MAC", "MAC", "mac_address"],
        [ImportField.PppoeEnabled] = ["Usa PPPoE", "PPPoE", "pppoe_enabled"],
        [ImportField.PppoeUsername] = ["Usuario PPPoE", "Usuario", "pppoe_username", "pppoe_user", "username", "user"],
        [ImportField.PppoePassword] = ["Contraseña PPPoE", "Clave PPPoE", "Contraseña", "Clave", "pppoe_password", "password"],
        [ImportField.Address] = ["Dirección", "Dirección del servicio", "Domicilio", "Calle", "address", "service address", "address_street", "street"],
        [ImportField.AddressNumber] = ["Altura", "Número de puerta", "address_number"],
        [ImportField.City] = ["Ciudad", "Localidad", "city", "address_city"],
        [ImportField.Region] = ["Provincia/estado/región", "Provincia", "Región", "Departamento", "address_state"],
        [ImportField.AddressExtra] = ["Dato adicional", "address_additional_data"],
        [ImportField.Latitude] = ["Latitud", "latitude", "lat"],
        [ImportField.Longitude] = ["Longitud", "longitude", "lon", "lng"],
        [ImportField.Details] = ["Observaciones", "Notas", "details", "notes"],
    });

    /// <summary>
    /// Columns of Wispro's export that say nothing here: numbers that it gave, and what we do not keep. Its number of a contract is not ours, and
    /// taken for it would change somebody else's contract.
    /// </summary>
    private static readonly FrozenSet<string> NotOurs = new[]
    {
        "public_id", "plan_id", "server_configuration_id", "node_id", "netmask", "coverage_id", "nap_id", "nap_name", "cpe_port", "cpe_protocol",
        "ceil_dfl_percent", "ppp_profile_id", "dhcp_enabled", "dhcp_server", "dhcp_mac_defined_by_service", "dhcp_mac_address", "cable_modem_enabled",
        "cable_modem_ip", "cable_modem_mac_address", "cable_modem_gateway", "address_country", "mikrotik_interface_id", "created_at", "updated_at",
        "client_name", "Cliente", "Nombre",
    }.Select(TableHeading.Fold).ToFrozenSet(StringComparer.Ordinal);

    public static ImportField? Find(string heading) => Known.TryGetValue(TableHeading.Fold(heading), out var field) ? field : null;

    public static bool IsNotOurs(string heading) => NotOurs.Contains(TableHeading.Fold(heading));

    public static bool IsKnown(string heading) => Find(heading) is not null || IsNotOurs(heading);
}

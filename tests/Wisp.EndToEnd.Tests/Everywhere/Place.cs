namespace Wisp.EndToEnd.Tests.Everywhere;

/// <summary>A page that an administrator can open.</summary>
/// <param name="Url">Where; <c>{client}</c>, <c>{seller}</c>, <c>{bulk}</c>, <c>{plan}</c>, <c>{node}</c>, <c>{server}</c>, <c>{contract}</c>, <c>{zone}</c>, <c>{operator}</c>, <c>{role}</c>, <c>{job}</c>, <c>{mail}</c>, <c>{file}</c> and <c>{areas}</c> stand for ids.</param>
/// <param name="Spanish">A sentence or word of it as the home market reads it.</param>
/// <param name="English">The same in English.</param>
public sealed record Place(string Url, string Spanish, string English)
{
    /// <summary>Pages that are no places: answers to a press, parts of other pages, those before the sign-in, and the page of errors.</summary>
    public static IReadOnlyList<string> Elsewhere { get; } =
    [
        "/clients/bulk", "/clients/export", "/clients/find", "/clients/place-at", "/clients/{id:guid}/panel", "/contracts/of/{client:guid}", "/error/{code:int}", "/jobs/running", "/sign-in", "/sign-in/code",
    ];

    public static IReadOnlyList<Place> All { get; } =
    [
        new("/", "Trabajos en curso", "Jobs under way"),
        new("/clients", "Crear nuevo cliente", "Create new client"),
        new("/clients?q=nadie-tiene-esto", "Probá con menos letras", "Try fewer letters"),
        new("/clients?adv=client&kind=legal", "Dentro de un área del mapa", "Inside an area of the map"),
        new("/clients?adv=bulk", "Elegí qué cambia", "Choose what changes"),
        new("/clients?contracts.unknown=x", "No se puede buscar", "Cannot search"),
        new("/clients/searches", "Búsquedas guardadas", "Saved searches"),
        new("/clients/bulk/{bulk}", "Para seguir, escribí", "To go on, type"),
        new("/clients?sel={client}", "Última modificación", "Last change"),
        new("/clients/{client}", "Ubicación", "Location"),
        new("/clients/{client}/edit", "Datos personales", "Personal data"),
        new("/clients/{client}/history", "Antes", "Before"),
        new("/clients/{client}/deactivate", "No se borra nada", "Nothing is deleted"),
        new("/clients/{gone}/reactivate", "Vuelve a la lista", "returns to the list"),
        new("/clients/new", "Tipo de persona", "Kind of person"),
        new("/clients/map", "Buscar en un área", "Search in an area"),
        new("/clients/import", "Subí un CSV", "Upload a CSV"),
        new("/clients/import/{file}", "Así se lee el archivo", "how the file reads"),
        new("/clients/sellers", "atienden comercialmente", "attends the clients"),
        new("/clients/sellers/edit", "Nuevo vendedor", "New seller"),
        new("/clients/sellers/edit/{seller}", "Editar vendedor", "Edit seller"),
        new("/clients/sellers/archive/{seller}", "Clientes asignados", "Assigned clients"),
        new("/clients/collectors", "Quiénes cobran", "collects the clients"),
        new("/clients?adv=contract", "Deshabilitado por el sistema", "Disabled by the system"),
        new("/contracts", "Número, IP, usuario o cliente", "Number, IP, user or client"),
        new("/contracts?q=nadie-tiene-esto", "Ningún contrato es así", "No contract is like that"),
        new("/contracts/{contract}", "Historia de estados", "History of states"),
        new("/contracts/{contract}/edit", "Cambio de plan previsto", "Planned change of plan"),
        new("/contracts/{contract}/state", "Estado nuevo", "New state"),
        new("/contracts/new/{client}", "Nuevo contrato", "New contract"),
        new("/network/plans", "cada cuánto se cobra", "how often it is charged"),
        new("/network/plans/edit", "Nuevo plan", "New plan"),
        new("/network/plans/edit/{plan}", "Editar el plan", "Edit plan"),
        new("/network/nodes", "Torres, gabinetes y edificios", "Towers, cabinets and buildings"),
        new("/network/nodes/edit/{node}", "Editar el nodo", "Edit node"),
        new("/network/servers", "los routers que dan y cortan", "give and cut the service"),
        new("/network/servers/edit/{server}", "Editar el servidor", "Edit server"),
        new("/zones", "Agrupan clientes", "They group clients"),
        new("/zones/cities", "Ciudades", "Cities"),
        new("/zones/neighborhoods", "Barrios", "Neighbourhoods"),
        new("/zones/states", "Provincias", "States"),
        new("/zones/zones/edit", "Nueva zona", "New zone"),
        new("/zones/zones/edit/{zone}", "Editar la zona", "Edit zone"),
        new("/zones/zones/archive/{zone}", "Deja de ofrecerse", "no longer offered"),
        new("/zones/map", "Cortar un hueco", "Cut a hole"),
        new("/zones/map/neighborhoods", "Mapa de barrios", "Map of neighbourhoods"),
        new("/zones/zones/borders/{zone}", "Nunca tuvo un borde", "never had a border"),
        new("/zones/import", "shapefile en un ZIP", "shapefile in a ZIP"),
        new("/zones/import/{areas}", "se pueden guardar como están", "can be saved as they are"),
        new("/settings/help", "Guías y videos", "Guides and videos"),
        new("/settings/isp", "Zona horaria", "Time zone"),
        new("/settings/mail", "Casilla de mails devueltos", "Mailbox of bounced mail"),
        new("/mail", "Dirección que empieza con", "Address that begins with"),
        new("/mail/{mail}", "Como texto", "As text"),
        new("/operators", "Último ingreso", "Last sign-in"),
        new("/operators/new", "clave de un uso", "one-time password"),
        new("/operators/{operator}", "Nueva clave de un uso", "New one-time password"),
        new("/roles", "Administración general", "Administrator"),
        new("/roles/new", "Lo propio", "Own"),
        new("/roles/{role}", "Lo propio", "Own"),
        new("/modules", "Cada módulo, su versión", "Each module"),
        new("/jobs", "Pidió", "Asked by"),
        new("/jobs/timers", "Próxima vez", "Next time"),
        new("/jobs/{job}", "Terminado con errores", "Done with errors"),
        new("/audit", "Limpiar filtros", "Clear filters"),
        new("/system/health", "Última señal", "Last seen"),
        new("/account", "Sesiones abiertas", "Open sessions"),
        new("/account/password", "Repetí la contraseña nueva", "Repeat the new password"),
        new("/account/two-factor", "quien robe la contraseña no entra", "steals the password"),
        new("/no-such-page", "No encontramos esta página", "cannot find this page"),
    ];
}

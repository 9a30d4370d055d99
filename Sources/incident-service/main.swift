import IncidentService
import Web

await IncidentService.program.main(IncidentService.run)

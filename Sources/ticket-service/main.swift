import TicketService
import Web

await TicketService.program.main(TicketService.run)

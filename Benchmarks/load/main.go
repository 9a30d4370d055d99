// The loads that wrk cannot make, and the waits that need a fine clock:
//
//	load steady URL RATE SECONDS   tickets at a steady rate, one in ten high
//	load storm URL COUNT           that many high tickets, as fast as 64 connections can
//	load walk URL TICKETS          64 cursors on the way to that many tickets of the list at URL
//	load ready URL                 waits for an answer 200, looking every 5 ms
//
// The first two print "ANSWERED P50 P99 LAST": how many were answered 201, the latencies in
// milliseconds, and when the last answer came, in seconds since 1970. A steady request's latency
// counts from when it was due, not from when a connection was free for it.
package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
)

const connections = 64

const usage = "usage: steady URL RATE SECONDS, storm URL COUNT, walk URL TICKETS, ready URL"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	var numbers []int
	for i := 2; i < len(arguments); i++ {
		number, err := strconv.Atoi(arguments[i])
		if err != nil {
			return err
		}
		numbers = append(numbers, number)
	}
	switch words := len(arguments); {
	case words == 4 && arguments[0] == "steady":
		return steady(arguments[1], numbers[0], numbers[1])
	case words == 3 && arguments[0] == "storm":
		return storm(arguments[1], numbers[0])
	case words == 3 && arguments[0] == "walk":
		return walk(arguments[1], numbers[0])
	case words == 2 && arguments[0] == "ready":
		return ready(arguments[1])
	}
	return errors.New(usage)
}

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"strings"
)

// authorization is what every request shows; the peers do not look at it.
var authorization = "Bearer " + os.Getenv("FIRSTLINE_TOKEN")

// The texts are in the folder that script/bench works in.
const texts = "Benchmarks/texts/"

// bodies returns prepared requests' bodies of one kind of ticket.
func bodies(kind string) ([][]byte, error) {
	file, err := os.ReadFile(texts + kind + ".tsv")
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSpace(string(file)), "\n")
	all := make([][]byte, 200)
	for i := range all {
		line := strings.ReplaceAll(lines[rand.Intn(len(lines))], "%d", fmt.Sprint(i%24))
		title, description, _ := strings.Cut(line, "\t")
		body, err := json.Marshal(map[string]string{"title": title, "description": description})
		if err != nil {
			return nil, err
		}
		all[i] = body
	}
	return all, nil
}

// prepared returns whole HTTP requests that post these bodies.
func prepared(host string, bodies [][]byte) [][]byte {
	all := make([][]byte, len(bodies))
	for i, body := range bodies {
		var request bytes.Buffer
		fmt.Fprintf(&request, "POST /tickets HTTP/1.1\r\nHost: %s\r\n", host)
		fmt.Fprintf(&request, "Authorization: %s\r\n", authorization)
		fmt.Fprint(&request, "Content-Type: application/json\r\n")
		fmt.Fprintf(&request, "Content-Length: %d\r\n\r\n", len(body))
		request.Write(body)
		all[i] = request.Bytes()
	}
	return all
}

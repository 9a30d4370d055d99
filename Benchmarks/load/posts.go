package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sort"
	"sync"
	"time"
)

// A post is a request, and when it was due.
type post struct {
	due     time.Time
	request []byte
}

// A tally is what one connection saw.
type tally struct {
	latencies []time.Duration
	last      time.Time
	err       error
}

func steady(target string, rate, seconds int) error {
	ordinary, err := requests(target, "ordinary")
	if err != nil {
		return err
	}
	security, err := requests(target, "security")
	if err != nil {
		return err
	}
	// Room for all: the clock must never wait for a connection.
	posts := make(chan post, rate*seconds)
	go func() {
		defer close(posts)
		start := time.Now()
		for i := 0; i < rate*seconds; i++ {
			due := start.Add(time.Duration(i) * time.Second / time.Duration(rate))
			time.Sleep(time.Until(due))
			kind := ordinary
			if i%10 == 9 {
				kind = security
			}
			posts <- post{due, kind[i%len(kind)]}
		}
	}()
	return send(target, posts)
}

func storm(target string, count int) error {
	security, err := requests(target, "security")
	if err != nil {
		return err
	}
	posts := make(chan post, connections)
	go func() {
		defer close(posts)
		for i := 0; i < count; i++ {
			posts <- post{request: security[i%len(security)]}
		}
	}()
	return send(target, posts)
}

func requests(target, kind string) ([][]byte, error) {
	address, err := url.Parse(target)
	if err != nil {
		return nil, err
	}
	all, err := bodies(kind)
	return prepared(address.Host, all), err
}

// send posts all over as many connections as there are, and prints what came of it.
func send(target string, posts <-chan post) error {
	address, err := url.Parse(target)
	if err != nil {
		return err
	}
	tallies := make([]tally, connections)
	var all sync.WaitGroup
	for i := range tallies {
		all.Add(1)
		go func(own *tally) {
			defer all.Done()
			own.err = own.send(address.Host, posts)
		}(&tallies[i])
	}
	all.Wait()
	return report(tallies)
}

func (t *tally) send(host string, posts <-chan post) error {
	connection, err := net.Dial("tcp", host)
	if err != nil {
		return err
	}
	defer connection.Close()
	answers := bufio.NewReader(connection)
	for post := range posts {
		if post.due.IsZero() {
			post.due = time.Now()
		}
		if _, err := connection.Write(post.request); err != nil {
			return err
		}
		answer, err := http.ReadResponse(answers, nil)
		if err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, answer.Body); err != nil {
			return err
		}
		t.last = time.Now()
		t.latencies = append(t.latencies, t.last.Sub(post.due))
		if answer.StatusCode != http.StatusCreated {
			return errors.New("a ticket was answered " + answer.Status)
		}
	}
	return nil
}

func report(tallies []tally) error {
	var latencies []time.Duration
	var last time.Time
	for _, one := range tallies {
		if one.err != nil {
			return one.err
		}
		latencies = append(latencies, one.latencies...)
		if one.last.After(last) {
			last = one.last
		}
	}
	sort.Slice(latencies, func(i, j int) bool { return latencies[i] < latencies[j] })
	quantile := func(percent int) float64 {
		return latencies[(len(latencies)-1)*percent/100].Seconds() * 1000
	}
	fmt.Printf("%d %.3f %.3f %.6f\n",
		len(latencies), quantile(50), quantile(99), float64(last.UnixMicro())/1e6)
	return nil
}

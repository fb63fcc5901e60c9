/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.internal.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;

import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.connection.NumberedSocket.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Another thread closes a socket before any of the system calls, and the number of its
 * descriptor is free or means another socket then.
 */
@Tag("kernel")
class DescriptorReuseTests {

	private static final int CHANGED = 1;

	private static final NumberedSocket LISTENER = NumberedSocket.of(Kind.MPTCP_LISTENER, 1,
			NumberedSocket.LISTENER_PORT);

	private static final NumberedSocket BYSTANDER = NumberedSocket.of(Kind.TCP, 2, 41000);

	@TempDir
	private Path directory;

	private DescriptorTable descriptors;

	@BeforeEach
	void writeStatus() throws IOException {
		this.descriptors = new DescriptorTable(Files.writeString(this.directory.resolve("status"), "FDSize:\t8\n"),
				this.directory.resolve("fd"));
	}

	static List<Change> changes() {
		List<Change> changes = new ArrayList<>();
		for (NumberedSocket before : sockets(10)) {
			changes.add(new Change(before, null));
			changes.add(new Change(null, before));
			sockets(20).forEach((after) -> changes.add(new Change(before, after)));
		}
		return changes;
	}

	// All of a server have one local address, as what one listener accepts does, so
	// that nothing is told from its neighbour by it
	private static List<NumberedSocket> sockets(int number) {
		int port = NumberedSocket.LISTENER_PORT;
		return List.of(NumberedSocket.mptcp(number, port, 3), NumberedSocket.mptcp(number + 1, port, 1),
				NumberedSocket.mptcp(number + 2, 40000 + number, 2), NumberedSocket.of(Kind.TCP, number + 3, port),
				NumberedSocket.of(Kind.FALLBACK, number + 4, port),
				NumberedSocket.of(Kind.TCP_LISTENER, number + 5, port),
				NumberedSocket.of(Kind.MPTCP_LISTENER, number + 6, port), NumberedSocket.of(Kind.UDP, number + 7, port),
				NumberedSocket.of(Kind.UNIX, number + 8, 0), NumberedSocket.of(Kind.CONNECTING, number + 9, port));
	}

	@ParameterizedTest
	@MethodSource("changes")
	void whatIsCountedWasThere(Change change) {
		beforeEveryCall(change, ConnectionTable::snapshot, (snapshot, index) -> {
			Connection bystander = BYSTANDER.connection().orElseThrow();
			List<Counts> possible = Stream
				.concat(Stream.of(List.of(bystander)),
						change.connections().map((connection) -> List.of(bystander, connection)))
				.map(Counts::of)
				.toList();
			assertThat(possible).as("before call %d", index).contains(Counts.of(snapshot));
		});
	}

	@ParameterizedTest
	@MethodSource("changes")
	void whatIsListedBelongsTogether(Change change) {
		Connection bystander = BYSTANDER.connection().orElseThrow();
		beforeEveryCall(change, (table) -> table.list(10), (list, index) -> {
			assertThat(list.connections()).as("before call %d", index).contains(bystander);
			assertThat(change.connections().toList()).as("before call %d", index)
				.containsAll(list.connections().stream().filter((listed) -> !listed.equals(bystander)).toList());
		});
	}

	@ParameterizedTest
	@MethodSource("changes")
	void whatIsFoundHasTheIdentifierAndBelongsTogether(Change change) {
		change.details()
			.forEach((details) -> beforeEveryCall(change, (table) -> table.find(details.connection().id()),
					(found, index) -> assertThat(found).as("before call %d", index)
						.isIn(Optional.empty(), Optional.of(details))));
	}

	@ParameterizedTest
	@MethodSource("changes")
	void nothingIsFoundByAnIdentifierThatNoneHas(Change change) {
		for (String id : List.of("00000000", "0000000000000000", "ffffffffffffffff")) {
			beforeEveryCall(change, (table) -> table.find(id), (found, index) -> assertThat(found).isEmpty());
		}
	}

	@Test
	void whatStaysIsSeen() {
		sockets(10).forEach((socket) -> {
			ConnectionTable table = new ConnectionTable(process(socket), this.descriptors, 0);
			List<Connection> expected = Stream.of(socket, BYSTANDER)
				.map(NumberedSocket::connection)
				.flatMap(Optional::stream)
				.toList();
			assertThat(table.list(10).connections()).containsExactlyInAnyOrderElementsOf(expected);
			assertThat(table.snapshot().count()).isEqualTo(expected.size());
			socket.details()
				.ifPresent((details) -> assertThat(table.find(details.connection().id())).contains(details));
		});
	}

	@ParameterizedTest
	@MethodSource("changes")
	void whatHasChangedSinceTheLookIsNotTakenForWhatItWas(Change change) {
		FakeProcess process = process(change.before());
		ConnectionTable table = new ConnectionTable(process, this.descriptors, Long.MAX_VALUE);
		Connection bystander = BYSTANDER.connection().orElseThrow();
		assertThat(table.snapshot().count()).isPositive();
		process.with(CHANGED, change.after());
		List<Connection> listed = table.list(10).connections();
		List<Connection> there = Stream.ofNullable(change.after())
			.map(NumberedSocket::connection)
			.flatMap(Optional::stream)
			.toList();
		assertThat(listed).contains(bystander);
		assertThat(there).containsAll(listed.stream().filter((connection) -> !connection.equals(bystander)).toList());
		change.connections().forEach((connection) -> {
			assertThat(table.find(connection.id()).map(ConnectionDetails::connection)).isIn(Optional.empty(),
					there.stream().filter(connection::equals).findFirst());
			assertThat(table.findByOpaqueId(connection.opaqueId()).map(ConnectionDetails::connection))
				.isIn(Optional.empty(), there.stream().filter(connection::equals).findFirst());
		});
	}

	@Test
	void whatANewListenerHasAcceptedIsNotTakenForAClient() {
		FakeProcess process = process(NumberedSocket.mptcp(10, 40010, 1)).with(0, null);
		ConnectionTable table = new ConnectionTable(process, this.descriptors, Long.MAX_VALUE);
		assertThat(table.snapshot().count(Protocol.MPTCP, Role.CLIENT)).isOne();
		process.with(0, LISTENER).with(CHANGED, NumberedSocket.mptcp(11, NumberedSocket.LISTENER_PORT, 1));
		assertThat(table.list(10).connections()).containsExactly(BYSTANDER.connection().orElseThrow());
	}

	// At the first look, and at one that knows connections from the look before it
	private <T> void beforeEveryCall(Change change, Function<ConnectionTable, T> reading, ObjIntConsumer<T> check) {
		beforeEveryCall(0, change, reading, check);
		beforeEveryCall(1, change, reading, check);
	}

	private <T> void beforeEveryCall(int earlierLooks, Change change, Function<ConnectionTable, T> reading,
			ObjIntConsumer<T> check) {
		int index = 0;
		int calls;
		do {
			FakeProcess process = process(change.before());
			ConnectionTable table = new ConnectionTable(process, this.descriptors, 0);
			for (int look = 0; look < earlierLooks; look++) {
				table.snapshot();
			}
			int earlierCalls = process.numberOfCalls();
			process.changeBefore(earlierCalls + index, CHANGED, change.after());
			check.accept(reading.apply(table), index);
			assertThat(process.opened()).isEmpty();
			calls = process.numberOfCalls() - earlierCalls;
			index++;
		}
		while (calls > index);
		assertThat(index).isGreaterThan(8);
	}

	private static FakeProcess process(@Nullable NumberedSocket changed) {
		return new FakeProcess().with(0, LISTENER).with(CHANGED, changed).with(2, BYSTANDER);
	}

	/**
	 * What happens to a descriptor.
	 *
	 * @param before what it is at first
	 * @param after what it is then
	 */
	record Change(@Nullable NumberedSocket before, @Nullable NumberedSocket after) {

		Stream<Connection> connections() {
			return details().map(ConnectionDetails::connection);
		}

		Stream<ConnectionDetails> details() {
			return Stream.of(this.before, this.after)
				.filter(Objects::nonNull)
				.map(NumberedSocket::details)
				.flatMap(Optional::stream);
		}

	}

}

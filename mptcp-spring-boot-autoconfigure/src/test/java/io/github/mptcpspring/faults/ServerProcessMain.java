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

package io.github.mptcpspring.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.mptcpspring.faults.ServerProcess.Question;
import io.github.mptcpspring.testsupport.boot.WebServerKind;

/**
 * The JVM of a {@link ServerProcess}.
 */
final class ServerProcessMain {

	/** Tells replies from the log. */
	static final String REPLY = "Reply: ";

	/** What {@link Question#STOP} is replied when the application has left nothing. */
	static final String NOTHING = "nothing";

	private final LocalServer server;

	private final Remains before;

	private ServerProcessMain(LocalServer server, Remains before) {
		this.server = server;
		this.before = before;
	}

	static void main(String[] args) throws IOException {
		Remains before = Remains.now();
		String[] properties = List.of(args).subList(1, args.length).toArray(String[]::new);
		LocalServer server = LocalServer.start(WebServerKind.valueOf(args[0]), properties);
		reply(server.port());
		ServerProcessMain main = new ServerProcessMain(server, before);
		BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = questions.readLine(); line != null; line = questions.readLine()) {
			reply(main.answer(Question.valueOf(line)));
		}
		// The test is over, however it ended
		Runtime.getRuntime().halt(0);
	}

	private static void reply(Object reply) {
		System.out.println(REPLY + reply);
	}

	private Object answer(Question question) {
		return switch (question) {
			case ARRIVALS -> gate().arrivals();
			case OPEN_GATE -> openGate();
			case PRODUCED -> this.server.context().getBean(Produced.class).bytes();
			case HEAP -> Heap.used();
			case STOP -> stop();
		};
	}

	private Gate gate() {
		return this.server.context().getBean(Answers.class).gate();
	}

	private String openGate() {
		gate().open();
		return "";
	}

	private String stop() {
		this.server.close();
		try {
			this.before.assertNothingAdded();
			return NOTHING;
		}
		catch (RuntimeException | AssertionError ex) {
			return ex.toString().replace('\n', ' ');
		}
	}

}

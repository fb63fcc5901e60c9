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

package io.github.mptcpspring.testsupport.laboratory;

import java.io.IOException;
import java.util.Arrays;

import io.github.mptcpspring.testsupport.boot.TestApplication;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.github.mptcpspring.testsupport.network.ServerProgram;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * The application on the server's host, a JVM of its own.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ ServletDownloads.class, ReactiveDownloads.class })
class ServerApplication {

	/** The hosts are the laboratory's alone, and so are their ports. */
	static final int PORT = 8080;

	/**
	 * Run the application until standard input ends.
	 * @param args the kind of the server and properties
	 * @throws IOException when standard input fails
	 */
	static void main(String[] args) throws IOException {
		String[] properties = Arrays.copyOfRange(args, 1, args.length);
		TestApplication.run(WebServerKind.valueOf(args[0])
			.application(ServerApplication.class)
			.properties("server.port=" + PORT, "logging.level.root=warn"), properties);
		ServerProgram.serve();
	}

}

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

package io.github.mptcpspring.testsupport.boot;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyReactiveManagementContextAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyServletManagementContextAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.reactive.JettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.actuate.web.server.NettyReactiveManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatServletManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;

/**
 * The embedded servers, each with the kinds of web applications that it can serve. What
 * is called as the server serves the kind that most people run on it: see
 * {@link EachServer}.
 */
public enum WebServerKind {

	TOMCAT("Tomcat", WebApplicationType.SERVLET, TomcatServletWebServerAutoConfiguration.class,
			TomcatServletManagementContextAutoConfiguration.class),

	TOMCAT_REACTIVE("Tomcat", WebApplicationType.REACTIVE, TomcatReactiveWebServerAutoConfiguration.class,
			TomcatReactiveManagementContextAutoConfiguration.class),

	NETTY("Netty", WebApplicationType.REACTIVE, NettyReactiveWebServerAutoConfiguration.class,
			NettyReactiveManagementContextAutoConfiguration.class),

	JETTY("Jetty", WebApplicationType.SERVLET, JettyServletWebServerAutoConfiguration.class,
			JettyServletManagementContextAutoConfiguration.class),

	JETTY_REACTIVE("Jetty", WebApplicationType.REACTIVE, JettyReactiveWebServerAutoConfiguration.class,
			JettyReactiveManagementContextAutoConfiguration.class);

	/**
	 * Lets the shared event loops of Reactor Netty end soon, but not without a quiet
	 * period: a loop that ends while a pool closes a channel of it never tells that it is
	 * closed, and the application would wait for that for ever.
	 */
	public static final String QUIET_PERIOD = "spring.reactor.netty.shutdown-quiet-period=20ms";

	private final String serverName;

	private final WebApplicationType applicationType;

	private final List<Class<?>> autoConfigurations;

	WebServerKind(String serverName, WebApplicationType applicationType, Class<?>... autoConfigurations) {
		this.serverName = serverName;
		this.applicationType = applicationType;
		this.autoConfigurations = List.of(autoConfigurations);
	}

	/**
	 * Return what the log calls the server.
	 * @return the name
	 */
	public String serverName() {
		return this.serverName;
	}

	/**
	 * Return what the actuator endpoint calls the server.
	 * @return the name
	 */
	public String endpointName() {
		return this.serverName.toLowerCase(Locale.ROOT);
	}

	public WebApplicationType applicationType() {
		return this.applicationType;
	}

	/**
	 * Return an application on this server, on a free port and with
	 * {@code server.mptcp.enabled=true} unless it is told otherwise.
	 * @param sources the configuration classes
	 * @return the application, which can be started
	 */
	public SpringApplicationBuilder application(Class<?>... sources) {
		return new SpringApplicationBuilder(sources).web(this.applicationType)
			.properties("server.port=0", "server.mptcp.enabled=true", QUIET_PERIOD,
					JettyFilter.PROPERTY + "=" + this.serverName.equals("Jetty"), excluding(Stream.empty()));
	}

	/**
	 * Return the property that leaves auto-configurations out. A test that sets it on the
	 * command line leaves those of the other servers out, too.
	 * @param names the names of auto-configurations
	 * @return the property
	 */
	public String excluding(Stream<String> names) {
		// Boot would choose among those that are on the class path
		Stream<String> others = Stream.of(values())
			.filter((kind) -> kind != this)
			.flatMap((kind) -> kind.autoConfigurations.stream())
			.map(Class::getName);
		return Stream.concat(others, names).collect(Collectors.joining(",", "spring.autoconfigure.exclude=", ""));
	}

}
